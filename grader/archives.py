"""Archives, read in memory entry by entry and never unpacked onto the disk."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from grader.errors import SubmissionError
from grader.intake import Intake, ignored, printable

Entry = TypeVar("Entry")

ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar.gz", ".tgz", ".tar")

LARGEST_HEADER, MOST_GLOBAL_HEADERS = 8 << 10, 100
_EXTENDED = {
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
}  # fmt: skip

_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
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
    MemoryError,
    struct.error,
)


def read_archive(path: Path, intake: Intake) -> None:
    """Take in what a .zip, .tar or .tar.gz holds.

    Raises:
        SubmissionError: it is no regular file, too large or broken.
    """
    read = _read_zip if path.name.lower().endswith(ZIP_ENDINGS) else _read_tar
    content = _archive_bytes(path, intake.allowance.archive_size)
    try:
        read(content, intake)
    except _BROKEN as error:
        said = " ".join(printable(str(error)).split())
        raise SubmissionError(
            f"{path}: the archive cannot be read ({type(error).__name__}: {said}); "
            "pack the folder again"
        ) from None


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


def _read_zip(content: bytes, intake: Intake) -> None:
    # SECURITY: zipfile makes an object of each entry before anyone can count them.
    if content.count(b"PK\x01\x02") > 10 * intake.allowance.entries:
        raise ValueError("too many files")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # Some programs on Windows write backslashes between folders.
        entries = [e for e in archive.infolist() if e.filename and not e.is_dir()]
        named = [(entry.filename.replace("\\", "/"), entry) for entry in entries]
        for name, entry in _shallow_first(named, intake):
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                intake.refuse(name, "not a regular file")
            elif entry.flag_bits & 1:
                intake.refuse(name, "locked with a password")
            elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                intake.refuse(name, "packed in an unusual way")
            else:
                with archive.open(entry) as file:
                    intake.take(name, entry.file_size, file.read)


def _read_tar(content: bytes, intake: Intake) -> None:
    if content.startswith(b"\x1f\x8b"):
        content = _unzipped(content, intake.allowance.unpacked_size)
    stream = io.BytesIO(content)
    with tarfile.open(fileobj=stream, mode="r:", tarinfo=_PlainEntry) as archive:
        entries = islice(archive, 10 * intake.allowance.entries)
        named = [(entry.name, entry) for entry in entries if not entry.isdir()]
        for name, entry in _shallow_first(named, intake):
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is None:
                intake.refuse(name, "not a regular file")
            else:
                intake.take(name, entry.size, file.read)


class _PlainEntry(tarfile.TarInfo):
    """An entry without large extended headers."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        # SECURITY: tarfile takes the square of such a header's length to read some of them, and
        # copies global ones for every entry: a small archive would hold the grader for hours.
        if self.type in _EXTENDED and not 0 <= self.size <= LARGEST_HEADER:
            raise ValueError("a header is too large")
        if self.type == tarfile.GNUTYPE_SPARSE or len(archive.pax_headers) > MOST_GLOBAL_HEADERS:
            raise ValueError("packed in an unusual way")
        return super()._proc_member(archive)  # type: ignore[misc]


def _unzipped(content: bytes, most: int) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        unpacked = stream.read(most + 1)
    if len(unpacked) > most:
        raise ValueError(f"it unpacks to more than {most:,} bytes")
    return unpacked


def _shallow_first(named: list[tuple[str, Entry]], intake: Intake) -> list[tuple[str, Entry]]:
    """The entries worth a look, so that a large folder does not crowd out what counts."""
    wanted = [(name, entry) for name, entry in named if not ignored(name)]
    wanted.sort(key=lambda pair: pair[0].count("/"))
    if len(wanted) > intake.allowance.entries:
        intake.refuse("the rest", f"more than {intake.allowance.entries} files")
    return wanted[: intake.allowance.entries]
