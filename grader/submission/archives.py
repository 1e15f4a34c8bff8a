"""Archives, read in memory entry by entry and never unpacked onto the disk."""

from __future__ import annotations

import bz2
import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, TypeVar

from grader.submission.arrangement import is_work
from grader.submission.intake import ARCHIVE_ENDINGS, ZIP_ENDINGS, Intake, Unfit, ignored, printable

Entry = TypeVar("Entry")

MOST_ARCHIVES = 3  # in one another
LARGEST_HEADER, MOST_GLOBAL_HEADERS = 8 << 10, 100
_EXTENDED = {
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
}  # fmt: skip

# SECURITY: a few bytes at the start of an .xz may ask for gigabytes; its strongest setting
# takes 65 MiB.
_COMPRESSIONS: dict[bytes, Callable[[], object]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(31),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=80 << 20),
}
# SECURITY: an archive may be made of a million empty streams, each of which takes its time.
MOST_STREAMS = 64

_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
    struct.error,
)


def read_archive(name: str, content: bytes, intake: Intake) -> None:
    """Take in what the content of a .zip or .tar, perhaps compressed, holds.

    Raises:
        Unfit: it is broken, or unpacks to too much.
    """
    read = _read_zip if name.lower().endswith(ZIP_ENDINGS) else _read_tar
    try:
        read(content, intake)
    except _BROKEN as error:
        said = " ".join(printable(str(error)).split())
        raise Unfit(
            name,
            f"the archive cannot be read ({type(error).__name__}: {said}); pack the folder again",
        ) from None


def open_inner(given: str, intake: Intake, own: Sequence[str]) -> None:
    """Where one archive is all that there is, take in what it holds, within the same limits.

    `own` are the files of the contract.

    Raises:
        Unfit: it cannot be read, or there are too many in one another.
    """
    opened = int(given.lower().endswith(ARCHIVE_ENDINGS))
    while len(intake.archives) == 1 and not any(is_work(name, own) for name in intake.files):
        ((inner, content),) = intake.archives.items()
        opened += 1
        # SECURITY: without a limit, archives in archives would be opened without an end.
        if opened > MOST_ARCHIVES:
            raise Unfit(given, f"more than {MOST_ARCHIVES} archives in one another; pack it once")
        for name in intake.files:
            intake.refuse(name, f"lies beside the archive {printable(inner)}")
        intake.files, intake.archives = {}, {}
        read_archive(os.path.basename(inner), content, intake)
    many = len(intake.archives) > 1 and not any(is_work(name, own) for name in intake.files)
    why = (
        f"one of {len(intake.archives)} archives; hand in one"
        if many
        else "an archive beside files"
    )
    for inner in intake.archives:
        intake.note(f"{printable(inner)}: {why}; it was not opened")


def _read_zip(content: bytes, intake: Intake) -> None:
    # SECURITY: zipfile makes an object of each entry before anyone can count them.
    if content.count(b"PK\x01\x02") > 10 * intake.limits.entries:
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
    stream = io.BytesIO(_uncompressed(content, intake.limits.unpacked_size))
    with tarfile.open(fileobj=stream, mode="r:", tarinfo=_PlainEntry) as archive:
        entries = islice(archive, 10 * intake.limits.entries)
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


def _uncompressed(content: bytes, most: int) -> bytes:
    """The tar in a .tar.gz, .tar.xz or .tar.bz2, told by its first bytes."""
    start = next((start for start in _COMPRESSIONS if content.startswith(start)), None)
    if start is None:
        return content
    parts: list[bytes] = []
    left = most
    for _ in range(MOST_STREAMS):
        stream: Any = _COMPRESSIONS[start]()
        parts.append(stream.decompress(content, left + 1))
        left -= len(parts[-1])
        if left < 0:
            raise ValueError(f"it unpacks to more than {most:,} bytes")
        if not stream.eof:
            raise EOFError("it ends too early")
        content = stream.unused_data
        if not content.startswith(start):
            break
    return b"".join(parts)


def _shallow_first(named: list[tuple[str, Entry]], intake: Intake) -> list[tuple[str, Entry]]:
    """The entries worth a look, so that a large folder does not crowd out what counts."""
    wanted = [(name, entry) for name, entry in named if not ignored(name)]
    wanted.sort(key=lambda pair: pair[0].count("/"))
    if len(wanted) > intake.limits.entries:
        intake.refuse("the rest", f"more than {intake.limits.entries} files")
    return wanted[: intake.limits.entries]
