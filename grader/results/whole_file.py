"""A file that is there whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_file(path: Path, *, lasting: bool = True) -> Iterator[TextIO]:
    """Open a UTF-8 text file that takes the place of `path` once the block ends well.

    Line ends are written as they are given. Where the block fails, `path` stays as it was. What
    is easily made again, in thousands, need not be `lasting`: waiting for the disk takes longer.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(fresh, "w", encoding="utf-8", newline="") as file:
            yield file
            if lasting:
                file.flush()
                os.fsync(file.fileno())  # else a power cut could leave a name on empty blocks
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
