"""Files on our disk that a student chose: read without following links and without waiting."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from grader.submission.intake import Intake, Unfit, ignored

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)  # where there is none, links are looked for by name
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def reach(path: Path) -> None:
    """Open a folder or file and close it again.

    Raises:
        OSError: it is not there, or our disk or our rights keep us from reading it.
    """
    if path.is_dir():
        os.scandir(path).close()
    else:
        os.close(os.open(path, os.O_RDONLY | _NONBLOCK))


def read_folder(root: Path, intake: Intake) -> None:
    """Take in the files below a folder, the shallow ones first.

    Raises:
        OSError: our disk or our rights keep us from reading it.
    """
    found = files_below(root, intake)
    for name, path in islice(found, intake.limits.entries):
        read_file(path, name, intake)
    if next(found, None) is not None:
        intake.refuse("the rest", f"more than {intake.limits.entries} files")


def read_file(path: Path, name: str, intake: Intake) -> None:
    """Take in one file under a name.

    Raises:
        FileNotFoundError: it is not there.
    """
    try:
        # SECURITY: without O_NOFOLLOW a symlink would copy the grader's own files into the
        # submission; without O_NONBLOCK a named pipe would hold the grader for ever.
        if not _NOFOLLOW and path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK | _BINARY)
    except FileNotFoundError:
        raise
    except OSError as error:
        link = path.is_symlink()
        intake.refuse(name, "a symbolic link" if link else f"unreadable ({error.strerror})")
        return
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            intake.refuse(name, "not a regular file")
            return
        intake.take(name, status.st_size, file.read)


def whole_content(path: Path, most: int) -> bytes:
    """What one file holds, which was named to us and may be a link.

    Raises:
        OSError: our disk or our rights keep us from reading it.
        Unfit: it is no regular file, or too large.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | _NONBLOCK | _BINARY), "rb") as file:
        # SECURITY: a named pipe called homework.zip would hold the grader for ever.
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Unfit(path.name, "it is not a regular file")
        content = file.read(min(status.st_size, most) + 1)
    if len(content) > most:
        why = f"larger than {most:,} bytes; leave data and environments out of it"
        raise Unfit(path.name, why)
    return content


def files_below(root: Path, intake: Intake) -> Iterator[tuple[str, Path]]:
    """Relative names and paths, the shallow ones first, links not followed."""
    level = [root]
    while level:
        folders: list[Path] = []
        for folder in level:
            for path in sorted(folder.iterdir()):
                name = path.relative_to(root).as_posix()
                if ignored(name):
                    continue
                if path.is_dir() and not path.is_symlink():
                    folders.append(path)
                else:
                    yield name, path
        level = [f for f in folders if _may_enter(f, root, intake)]


def _may_enter(folder: Path, root: Path, intake: Intake) -> bool:
    name = folder.relative_to(root).as_posix()
    if len(name.split("/")) >= intake.limits.depth:
        intake.refuse(name, "its path is too long or too deep")
        return False
    if not os.access(folder, os.R_OK | os.X_OK):
        intake.refuse(name, "unreadable")
        return False
    return True
