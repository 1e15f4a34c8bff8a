"""A folder or archive, read once under limits into a frozen Submission of plain bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypeVar

from grader.errors import SubmissionError

CONTRACT_FILES = (
    "forward.py",
    "loss.py",
    "backward.py",
    "step.py",
    "train.py",
    "hidden_layer.py",
    "explain.yaml",
)

Entry = TypeVar("Entry")

ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar.gz", ".tgz", ".tar")

_IGNORED = {"__pycache__", "__MACOSX", "node_modules"}
_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most that a submission may hold; sizes in bytes."""

    files: int = 200
    file_size: int = 2 << 20
    total_size: int = 8 << 20
    depth: int = 4
    name_length: int = 200
    entries: int = 2000  # files looked at, kept or not
    archive_size: int = 16 << 20
    unpacked_size: int = 64 << 20  # of a whole .tar.gz, since it has to be read in one go


@dataclass(frozen=True, slots=True)
class Submission:
    """The regular files of one submission by relative name, and what was left out and why."""

    name: str
    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over names and contents: the same files, the same digest."""
        whole = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            whole.update(hashlib.sha256(name.encode()).digest())
            whole.update(hashlib.sha256(content).digest())
        return whole.hexdigest()

    def write_to(self, folder: Path) -> None:
        """Write the files below an empty folder of ours."""
        for name, content in self.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def read_submission(path: Path, allowance: Allowance | None = None) -> Submission:
    """Read a folder, .zip, .tar or .tar.gz; one folder wrapped around the files is taken off.

    Raises:
        SubmissionError: the path is none of these, or is a broken archive.
    """
    reader = _Reader(allowance or Allowance())
    try:
        if path.is_dir():
            _read_folder(path, reader)
        elif path.name.lower().endswith(ZIP_ENDINGS):
            _read_archive(path, reader, _read_zip)
        elif path.name.lower().endswith(TAR_ENDINGS):
            _read_archive(path, reader, _read_tar)
        else:
            path.lstat()
            raise SubmissionError(
                f"{path}: not a submission: give a folder, or a .zip or .tar.gz of one"
            )
    except FileNotFoundError:
        raise SubmissionError(f"{path}: there is no such file or folder") from None
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror or error}") from None
    return Submission(_name_of(path), reader.unwrapped(), tuple(reader.left_out))


def _name_of(path: Path) -> str:
    name = os.path.basename(os.path.abspath(path))
    for ending in TAR_ENDINGS + ZIP_ENDINGS:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


class _Reader:
    """Collects files under the allowance and remembers what it left out."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self.files: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self._total = 0
        self._places: dict[str, str] = {}  # a name as a file system without case sees it

    def refuse(self, name: str, why: str) -> None:
        """Leave a file out, and say so, up to a number of times."""
        if len(self.left_out) < _MOST_NOTES:
            self.left_out.append(f"{_printable(name)}: {why}")
        elif len(self.left_out) == _MOST_NOTES:
            self.left_out.append("and more")

    def take(self, given: str, size: int, read: Callable[[int], bytes]) -> None:
        """Keep one file if its name and size are within the allowance.

        `read(n)` gives at most n bytes; the size that an archive claims is not believed.
        """
        limits = self.allowance
        name = "/".join(part for part in given.split("/") if part not in ("", "."))
        why = self._objection(given, name)
        if why is None and size > limits.file_size:
            why = f"larger than {limits.file_size:,} bytes"
        if why is None and self._total + size > limits.total_size:
            why = f"the submission is larger than {limits.total_size:,} bytes"
        if why is not None:
            self.refuse(given, why)
            return
        content = read(limits.file_size + 1)
        # SECURITY: a bomb claims a small size, and so could each of a thousand bombs; without
        # this sum over all that was read the judge's memory and time are theirs to fill.
        self._total += len(content)
        if len(content) > limits.file_size or self._total > limits.total_size:
            self.refuse(given, "larger than it claims to be")
            return
        self._keep(name, content)

    def _keep(self, name: str, content: bytes) -> None:
        if name in self.files:
            self.refuse(name, "stands there twice; the last one counts")
        twin = self._places.get(_place(name), name)
        if twin != name:
            del self.files[twin]
            self.refuse(twin, _TWIN)
        self._places[_place(name)] = name
        self.files[name] = content

    def _objection(self, given: str, name: str) -> str | None:
        # SECURITY: without this a file could be written outside the folder that is ours.
        if given.startswith("/") or re.match(r"[A-Za-z]:", given) or ".." in given.split("/"):
            return "its path leads outside the submission"
        if "\\" in name or any(unicodedata.category(c) in _NOT_IN_NAMES for c in name):
            return "its name holds a backslash or control characters"
        parts = name.split("/")
        if len(name.encode()) > self.allowance.name_length or len(parts) > self.allowance.depth:
            return "its path is too long or too deep"
        if len(self.files) >= self.allowance.files and name not in self.files:
            return f"more than {self.allowance.files} files"
        return self._clash(name)

    def _clash(self, name: str) -> str | None:
        """Where two names would be one place on a disk; a file of the contract goes first."""
        twin = self._places.get(_place(name), name)
        if twin != name and PurePosixPath(name).name not in CONTRACT_FILES:
            return _TWIN
        place = _place(name)
        above = {_place(str(parent)) for parent in PurePosixPath(name).parents}
        if above & self._places.keys() or any(p.startswith(place + "/") for p in self._places):
            return "a file and a folder have the same name"
        return None

    def unwrapped(self) -> dict[str, bytes]:
        """The files, out of the one folder that was wrapped around those of the contract."""
        homes = {name.split("/")[0] for name in self.files if _in_wrapping(name)}
        if len(homes) != 1 or any(name in self.files for name in CONTRACT_FILES):
            return self.files
        (home,) = homes
        for name in self.files:
            if not name.startswith(f"{home}/"):
                self.refuse(name, f"lies beside the folder {home}")
        inside = (name for name in self.files if name.startswith(f"{home}/"))
        return {name[len(home) + 1 :]: self.files[name] for name in inside}


_NOT_IN_NAMES = {"Cc", "Cs", "Zl", "Zp"}
_TWIN = "another file has the same name but for upper and lower case"


def _place(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:120])


def _in_wrapping(name: str) -> bool:
    folder, _, file = name.partition("/")
    return bool(folder) and file in CONTRACT_FILES


def _ignored(name: str) -> bool:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return any(part in _IGNORED or part.startswith(".") for part in parts)


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def _read_folder(root: Path, reader: _Reader) -> None:
    found = _walk(root, reader)
    for name, path in islice(found, reader.allowance.entries):
        try:
            # SECURITY: without O_NOFOLLOW a symlink would copy the grader's own files into the
            # submission; without O_NONBLOCK a named pipe would hold the grader for ever.
            descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK | _BINARY)
        except OSError as error:
            link = path.is_symlink()
            reader.refuse(name, "a symbolic link" if link else f"unreadable ({error.strerror})")
            continue
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                reader.refuse(name, "not a regular file")
                continue
            reader.take(name, status.st_size, file.read)
    if next(found, None) is not None:
        reader.refuse("the rest", f"more than {reader.allowance.entries} files")


def _walk(root: Path, reader: _Reader) -> Iterator[tuple[str, Path]]:
    """Relative names and paths, the shallow ones first, links not followed."""
    level = [root]
    while level:
        folders: list[Path] = []
        for folder in level:
            for path in sorted(folder.iterdir()):
                name = path.relative_to(root).as_posix()
                if _ignored(name):
                    continue
                if path.is_dir() and not path.is_symlink():
                    folders.append(path)
                else:
                    yield name, path
        level = [f for f in folders if _may_enter(f, root, reader)]


def _may_enter(folder: Path, root: Path, reader: _Reader) -> bool:
    name = folder.relative_to(root).as_posix()
    if len(name.split("/")) >= reader.allowance.depth:
        reader.refuse(name, "its path is too long or too deep")
        return False
    if not os.access(folder, os.R_OK | os.X_OK):
        reader.refuse(name, "unreadable")
        return False
    return True


def _read_archive(path: Path, reader: _Reader, read: Callable[[bytes, _Reader], None]) -> None:
    content = _archive_bytes(path, reader.allowance.archive_size)
    try:
        read(content, reader)
    except _BROKEN as error:
        said = " ".join(_printable(str(error)).split())
        raise SubmissionError(
            f"{path}: the archive cannot be read ({type(error).__name__}: {said}); "
            "pack the folder again"
        ) from None


_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


def _archive_bytes(path: Path, most: int) -> bytes:
    """The whole archive, which is a regular file of a bearable size."""
    with os.fdopen(os.open(path, os.O_RDONLY | _NONBLOCK | _BINARY), "rb") as file:
        # SECURITY: a named pipe called homework.zip would hold the grader for ever.
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise SubmissionError(f"{path}: not a regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise SubmissionError(
            f"{path}: larger than {most:,} bytes; leave data and environments out of it"
        )
    return content


def _read_zip(content: bytes, reader: _Reader) -> None:
    # SECURITY: zipfile makes an object of each entry before anyone can count them.
    if content.count(b"PK\x01\x02") > 10 * reader.allowance.entries:
        raise ValueError("too many files")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # Some programs on Windows write backslashes between folders.
        entries = [e for e in archive.infolist() if e.filename and not e.is_dir()]
        named = [(entry.filename.replace("\\", "/"), entry) for entry in entries]
        for name, entry in _shallow_first(named, reader):
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                reader.refuse(name, "not a regular file")
            elif entry.flag_bits & 1:
                reader.refuse(name, "locked with a password")
            elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                reader.refuse(name, "packed in an unusual way")
            else:
                with archive.open(entry) as file:
                    reader.take(name, entry.file_size, file.read)


def _read_tar(content: bytes, reader: _Reader) -> None:
    if content.startswith(b"\x1f\x8b"):
        content = _unzipped(content, reader.allowance.unpacked_size)
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        entries = islice(archive, 10 * reader.allowance.entries)
        named = [(entry.name, entry) for entry in entries if not entry.isdir()]
        for name, entry in _shallow_first(named, reader):
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is None:
                reader.refuse(name, "not a regular file")
            else:
                reader.take(name, entry.size, file.read)


def _unzipped(content: bytes, most: int) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        unpacked = stream.read(most + 1)
    if len(unpacked) > most:
        raise ValueError(f"it unpacks to more than {most:,} bytes")
    return unpacked


def _shallow_first(named: list[tuple[str, Entry]], reader: _Reader) -> list[tuple[str, Entry]]:
    """The entries worth a look, so that a large folder does not crowd out what counts."""
    wanted = [(name, entry) for name, entry in named if not _ignored(name)]
    wanted.sort(key=lambda pair: pair[0].count("/"))
    if len(wanted) > reader.allowance.entries:
        reader.refuse("the rest", f"more than {reader.allowance.entries} files")
    return wanted[: reader.allowance.entries]
