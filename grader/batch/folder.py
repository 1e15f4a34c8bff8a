"""The folder of grades while a run is at work on it: there, writable, and this run's alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from grader.errors import BatchError


@contextmanager
def claimed(out: Path) -> Iterator[None]:
    """Make the folder and keep other runs out of it.

    Raises:
        BatchError: it cannot be made or written, or another run is at work on it.
    """
    holder = out / ".process"  # not in the lock itself, which Windows lets nobody else read
    try:
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".lock", timeout=0):
            holder.write_text(str(os.getpid()), encoding="utf-8")
            yield
    except Timeout:
        raise BatchError(
            f"--out {out}: another run{_told(holder)} is at work on it; wait for it, or name "
            "another folder"
        ) from None
    except OSError as error:
        raise BatchError(
            f"--out {out}: cannot be written: {error.strerror or error}; make room, or name "
            "another folder"
        ) from None


def _told(holder: Path) -> str:
    """Which process it is, where that has been written already."""
    try:
        return f" (process {int(holder.read_text(encoding='utf-8'))})"
    except (OSError, ValueError):
        return ""
