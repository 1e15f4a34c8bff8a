"""A folder or archive, read once under limits into a frozen Submission of plain bytes."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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

_IGNORED = {"__pycache__", "__MACOSX", "node_modules"}


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most that a submission may hold; sizes in bytes."""

    files: int = 200
    file_size: int = 2 << 20
    total_size: int = 8 << 20
    depth: int = 4
    name_length: int = 120


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


class _Reader:
    """Collects files under the allowance and remembers what it left out."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self.files: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self.total = 0

    def refuse(self, name: str, why: str) -> None:
        if len(self.left_out) < 20:
            self.left_out.append(f"{name[:120]}: {why}")

    def take(self, name: str, size: int, read: Callable[[int], bytes]) -> None:
        """Keep one file if its name and size are within the allowance.

        `read(n)` gives at most n bytes; the size that an archive claims is not believed.
        """
        limits = self.allowance
        why = self._objection(name)
        if why is None and size > limits.file_size:
            why = f"larger than {limits.file_size:,} bytes"
        if why is None and self.total + size > limits.total_size:
            why = f"the submission is larger than {limits.total_size:,} bytes"
        if why is not None:
            self.refuse(name, why)
            return
        content = read(limits.file_size + 1)
        if len(content) > limits.file_size or self.total + len(content) > limits.total_size:
            # SECURITY: a bomb claims a small size; without this the judge's memory is its to fill.
            self.refuse(name, "larger than it claims to be")
            return
        self.total += len(content)
        self.files[name] = content

    def _objection(self, name: str) -> str | None:
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
            return "its path leads outside the submission"
        if any(ord(c) < 32 or ord(c) == 127 for c in name):
            return "its name holds control characters"
        if len(name) > self.allowance.name_length or len(parts) > self.allowance.depth:
            return "its path is too long or too deep"
        if len(self.files) >= self.allowance.files:
            return f"more than {self.allowance.files} files"
        if name.casefold() in {known.casefold() for known in self.files if known != name}:
            return "another file has the same name but for upper and lower case"
        return None


def read_submission(path: Path, allowance: Allowance | None = None) -> Submission:
    """Read a folder, .zip, .tar or .tar.gz; one folder wrapped around the files is taken off.

    Raises:
        SubmissionError: the path is none of these, or is a broken archive.
    """
    reader = _Reader(allowance or Allowance())
    if path.is_dir():
        _read_folder(path, reader)
    elif path.name.lower().endswith(".zip"):
        _read_archive(path, reader, _read_zip)
    elif path.name.lower().endswith((".tar.gz", ".tgz", ".tar")):
        _read_archive(path, reader, _read_tar)
    elif not path.exists():
        raise SubmissionError(f"{path}: there is no such file or folder")
    else:
        raise SubmissionError(
            f"{path}: not a submission: give a folder, a .zip or a .tar.gz of one"
        )
    return Submission(_name_of(path), _unwrapped(reader.files), tuple(reader.left_out))


def _name_of(path: Path) -> str:
    name = path.resolve().name
    for ending in (".tar.gz", ".tgz", ".tar", ".zip"):
        name = name[: -len(ending)] if name.lower().endswith(ending) else name
    return name


def _ignored(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _IGNORED or part.startswith(".") for part in parts)


def _read_folder(root: Path, reader: _Reader) -> None:
    for name, path in _walk(root, reader.allowance):
        try:
            # SECURITY: without O_NOFOLLOW a symlink would copy the grader's own files into the
            # submission; without O_NONBLOCK a named pipe would hold the grader for ever.
            descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
        except OSError as error:
            reader.refuse(name, f"not a readable regular file ({error.strerror})")
            continue
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                reader.refuse(name, "not a regular file")
                continue
            reader.take(name, status.st_size, file.read)


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)


def _walk(root: Path, allowance: Allowance) -> Iterator[tuple[str, Path]]:
    """Relative names and paths in a stable order, no deeper than allowed, links not followed."""
    seen = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        depth = len(Path(folder).relative_to(root).parts)
        folders[:] = sorted(f for f in folders if not _ignored(f)) * (depth < allowance.depth)
        for name in sorted(names):
            seen += 1
            if seen > allowance.files * 10:
                return
            if not _ignored(name):
                path = Path(folder) / name
                yield path.relative_to(root).as_posix(), path


def _read_archive(path: Path, reader: _Reader, read: Callable[[Path, _Reader], None]) -> None:
    try:
        read(path, reader)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise SubmissionError(
            f"{path}: the archive cannot be read ({type(error).__name__}: {error}); "
            "pack the folder again"
        ) from None


def _read_zip(path: Path, reader: _Reader) -> None:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist()[: reader.allowance.files * 10]:
            if entry.is_dir() or _ignored(entry.filename):
                continue
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                reader.refuse(entry.filename, "not a regular file")
                continue
            with archive.open(entry) as file:
                reader.take(entry.filename, entry.file_size, file.read)


def _read_tar(path: Path, reader: _Reader) -> None:
    with tarfile.open(path, "r:*") as archive:
        for count, entry in enumerate(archive):
            if count >= reader.allowance.files * 10:
                return
            if entry.isdir() or _ignored(entry.name.removeprefix("./")):
                continue
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is None:
                reader.refuse(entry.name, "not a regular file")
                continue
            reader.take(entry.name.removeprefix("./"), entry.size, io.BufferedReader(file).read)


def _unwrapped(files: dict[str, bytes]) -> dict[str, bytes]:
    """Take one wrapping folder off, where no file of the contract lies outside it."""
    tops = {name.split("/")[0] for name in files}
    if any(name in files for name in CONTRACT_FILES) or len(tops) != 1:
        return files
    (top,) = tops
    if not all("/" in name for name in files):
        return files
    return {name[len(top) + 1 :]: content for name, content in files.items()}
