"""The folder of grades while a run is at work on it: there, writable, and this run's alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from grader.errors import BatchError


@contextmanager
def claimed(out: Path) -> Iterator[None]:
    """Make the folder and keep other runs out of it.

    Raises:
        BatchError: it cannot be made or written, or another run is at work on it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with open(out / ".lock", "a+", encoding="utf-8") as lock:
            _lock(out, lock)
            yield
    except OSError as error:
        raise BatchError(
            f"--out {out}: cannot be written: {error.strerror or error}; make room, or name "
            "another folder"
        ) from None


def _lock(out: Path, lock: TextIO) -> None:
    """Take the lock, and write into it who has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read(20).strip() or "unknown"
        raise BatchError(
            f"--out {out}: another run (process {holder}) is at work on it; wait for it, or name "
            "another folder"
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
