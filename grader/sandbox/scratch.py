"""Scratch folders: each worker writes to one of its own, which is bounded and goes with it.

Where the kernel gives namespaces a worker mounts a small file system over its folder, and out here
the folder stays empty. Where it does not, what the worker writes lies in the folder itself.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import secrets
import stat
from collections.abc import Iterator

# As much as the file system holds that is mounted where it can be.
MOST_BYTES = 4 << 20
MOST_FILES = 256

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def is_too_full(folder: str) -> bool:
    """Whether a folder holds more than a worker may write; asked while the worker still writes."""
    files = size = 0
    pending = [folder]
    try:
        while pending:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    files += 1
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if files > MOST_FILES or size > MOST_BYTES:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
    except OSError as error:
        # What was there a moment ago may be gone; a path may be longer than the kernel takes.
        return error.errno == errno.ENAMETOOLONG
    return False


def remove(folder: str) -> None:
    """Remove a folder with everything in it; what cannot be removed stays.

    What is inside of a folder is moved one level up before that folder goes, so that no nesting is
    too deep. SECURITY: no link is followed, so that none leads the removal anywhere else.
    """
    numbers, token = itertools.count(), secrets.token_hex(8)
    with contextlib.suppress(OSError), _opened(folder) as root:
        while names := os.listdir(root):
            for name in names:
                try:
                    _unlock(name, root)
                    with _opened(name, root) as inner:
                        for part in os.listdir(inner):
                            _unlock(part, inner)
                            new = f"{token}{next(numbers)}"
                            os.rename(part, new, src_dir_fd=inner, dst_dir_fd=root)
                    os.rmdir(name, dir_fd=root)
                except OSError as error:
                    if error.errno not in (errno.ENOTDIR, errno.ELOOP):
                        raise
                    os.unlink(name, dir_fd=root)
        os.rmdir(folder)


@contextlib.contextmanager
def _opened(name: str, parent: int | None = None) -> Iterator[int]:
    """A descriptor of a folder that is none by a link."""
    descriptor = os.open(name, _FOLDER, dir_fd=parent)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _unlock(name: str, parent: int) -> None:
    """Let the owner into a folder whose worker had shut it; links and files stay as they are."""
    status = os.stat(name, dir_fd=parent, follow_symlinks=False)
    if stat.S_ISDIR(status.st_mode) and status.st_mode & 0o700 != 0o700:
        os.chmod(name, 0o700, dir_fd=parent)
