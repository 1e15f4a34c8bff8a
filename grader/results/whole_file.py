"""A file that is there whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

# Windows replaces no file that another program has open, as an indexer or a scanner has any for a
# moment after it was written.
TRIES, PAUSE = 20 if os.name == "nt" else 1, 0.05


def put_in_place(
    fresh: Path,
    path: Path,
    tries: int = TRIES,
    replace: Callable[[Path, Path], object] = os.replace,
) -> None:
    """Let a file that was written take the place of another one.

    Raises:
        OSError: it cannot be put there.
    """
    for left in range(tries - 1, -1, -1):
        try:
            replace(fresh, path)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE)


@contextmanager
def whole_file(path: Path, *, lasting: bool = True) -> Iterator[TextIO]:
    """Open a UTF-8 text file that takes the place of `path` once the block ends well.

    Line ends are written as they are given. Where the block fails, `path` stays as it was. What
    is easily made again, in thousands, need not be `lasting`: waiting for the disk takes longer.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    try:
        # SECURITY: in a folder of somebody else's a link may wait under that name, for each number
        # that a process can have; to create a file follows none.
        with open(fresh, "x", encoding="utf-8", newline="") as file:
            yield file
            if lasting:
                file.flush()
                os.fsync(file.fileno())  # else a power cut could leave a name on empty blocks
        put_in_place(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
