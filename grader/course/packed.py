"""A course as one file: packed by `release --with-solutions`, opened once it is trusted.

SECURITY: opened is only what somebody has said may run. It lies in this account's own state, by
the digest of the file, where no sealed worker can read and nothing is ever handed in.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from grader.course.authoring import files_in
from grader.course.shipped import CourseFolder
from grader.errors import CourseError
from grader.results.state import state_folder
from grader.results.zipped import zipped

MOST_FILES, MOST_BYTES = 2000, 64 << 20
RECORD = "course.yaml"
_SEED = re.compile(rb"^seed:.*$", re.M)


def packed(folder: CourseFolder, seed: str | None = None) -> bytes:
    """A course as one file, with another seed where one is given.

    Raises:
        CourseError: a file of it cannot be read.
    """
    files = files_in(folder)
    if seed is not None:
        files[RECORD] = _SEED.sub(f'seed: "{seed}"'.encode(), files[RECORD], count=1)
    return zipped(dict(sorted(files.items())))


def is_packed(path: Path) -> bool:
    """Whether it is a course in one file."""
    return path.suffix.lower() == ".zip" and path.is_file()


def is_trusted(path: Path) -> bool:
    """Whether this very file was opened before."""
    return (_home() / _digest(_content(path)) / RECORD).is_file()


def record_of(path: Path) -> Path:
    """The course.yaml of a packed course that was opened before; of any other, the path itself.

    Raises:
        CourseError: nobody has said yet that its code may run, or it cannot be read.
    """
    if not is_packed(path):
        return path
    content = _content(path)
    record = _home() / _digest(content) / RECORD
    if not record.is_file():
        raise CourseError(
            f"{path}: this course is a program of whoever packed it, and runs with your rights; "
            f"if you trust them, say so once: --course {path} --trust"
        )
    return record


def trust(path: Path) -> None:
    """Open a packed course, from now on to be used.

    Raises:
        CourseError: it is no packed course, or larger than any course is.
    """
    content = _content(path)
    unpack(path, content, _home() / _digest(content))


def unpack(path: Path, content: bytes, target: Path) -> Path:
    """Write what a packed course holds into a new folder, whole or not at all; its course.yaml.

    Raises:
        CourseError: it is no packed course, or larger than any course is.
    """
    if (target / RECORD).is_file():
        return target / RECORD
    files = _members(path, content)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    try:
        for name, text in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(text)
        if not (target / RECORD).is_file():
            fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target / RECORD


def _members(path: Path, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            # SECURITY: a small archive may hold names that lead elsewhere, or unpack to anything.
            if len(entries) > MOST_FILES or sum(e.file_size for e in entries) > MOST_BYTES:
                raise CourseError(
                    f"{path}: unpacks to more than {MOST_FILES} files or {MOST_BYTES >> 20} MiB; "
                    "name large data by its path in course.yaml, and pack again"
                )
            found = {}
            for entry in entries:
                parts = PurePosixPath(entry.filename).parts
                if not parts or parts[0] == "/" or ".." in parts or "\\" in entry.filename:
                    raise CourseError(f"{path}: {entry.filename!r} leads out of it; pack it again")
                with archive.open(entry) as file:
                    found["/".join(parts)] = file.read(entry.file_size + 1)[: entry.file_size]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise CourseError(f"{path}: is no packed course: {error}; pack it again") from None
    if RECORD not in found:
        raise CourseError(
            f"{path}: holds no {RECORD}; pack a course: mnist-grade release FILE.zip "
            "--with-solutions"
        )
    return found


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}; check the path") from None
    if len(content) > MOST_BYTES:
        raise CourseError(f"{path}: is larger than {MOST_BYTES >> 20} MiB; this is hardly a course")
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _home() -> Path:
    state = state_folder()
    if state is None:
        # SECURITY: in a folder that accounts share, another could trust a course in our name.
        raise CourseError(
            "this account has no home folder to keep a packed course in; set XDG_STATE_HOME to a "
            "folder of yours, or unpack the course and give its folder"
        )
    return state / "courses"
