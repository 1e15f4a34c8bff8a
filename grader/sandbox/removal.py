"""Removing a folder that a worker wrote to, however it nested, linked or locked what is in it."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator

# What a process that has just ended had open is free a moment later, on Windows.
_TRIES, _PAUSE = 5, 0.05
# By descriptors, no link can be put in the place of a folder while we go through it.
_BY_DESCRIPTOR = hasattr(os, "O_DIRECTORY") and os.open in os.supports_dir_fd


def remove(folder: str) -> None:
    """Remove a folder with everything in it; what cannot be removed stays."""
    if _BY_DESCRIPTOR:
        _remove_by_descriptor(folder)
    else:
        remove_by_name(folder)


def remove_by_name(folder: str) -> None:
    """The same with names alone: read-only files are unlocked, open ones are tried again."""
    for _ in range(_TRIES):
        # SECURITY: neither of them follows a link, so that nothing is touched but what is below.
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        _unlock_below(folder)
        time.sleep(_PAUSE)
    shutil.rmtree(folder, ignore_errors=True)


def _unlock_below(folder: str) -> None:
    """Let the owner write to all that is in a folder, each folder before it is looked into."""
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o700)
    for above, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(above, name)
            with contextlib.suppress(OSError):
                if not os.path.islink(path):
                    os.chmod(path, 0o700)


def _remove_by_descriptor(folder: str) -> None:
    """The same by descriptors.

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
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=parent)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _unlock(name: str, parent: int) -> None:
    """Let the owner into a folder whose worker had shut it; links and files stay as they are."""
    status = os.stat(name, dir_fd=parent, follow_symlinks=False)
    if stat.S_ISDIR(status.st_mode) and status.st_mode & 0o700 != 0o700:
        os.chmod(name, 0o700, dir_fd=parent)
