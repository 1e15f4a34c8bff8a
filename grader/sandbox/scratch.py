"""Scratch folders: each worker writes to one of its own, which is bounded and goes with it.

Where the kernel gives namespaces a worker mounts a small file system over its folder, and out here
the folder stays empty. Where it does not, what the worker writes lies in the folder itself.
"""

from __future__ import annotations

import errno
import os

# As much as the file system holds that is mounted where it can be.
MOST_BYTES = 4 << 20
MOST_FILES = 256


def is_too_full(folder: str, most_bytes: int = MOST_BYTES, most_files: int = MOST_FILES) -> bool:
    """Whether a folder holds more than a worker may write; asked while the worker still writes."""
    files = size = 0
    pending = [folder]
    try:
        while pending:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    files += 1
                    size += _size_of(entry.stat(follow_symlinks=False))
                    if files > most_files or size > most_bytes:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
    except OSError as error:
        # What was there a moment ago may be gone; a path may be longer than the kernel takes.
        return error.errno == errno.ENAMETOOLONG
    return False


def _size_of(status: os.stat_result) -> int:
    """The bytes that a file takes on the disk, where the system says, else those that it holds."""
    return status.st_blocks * 512 if hasattr(status, "st_blocks") else status.st_size
