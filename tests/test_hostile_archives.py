"""Archives that were packed to do harm: what is fit to be graded is taken, the rest is refused."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import time
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import ROOT

from grader.course.marks import shipped_contract
from grader.judge.grading import Judge
from grader.submission.intake import SizeLimits
from grader.submission.submission import Submission, read_submission

GOOD = {p.name: p.read_bytes() for p in (ROOT / "solutions").iterdir() if p.is_file()}
OWNED = b"raise SystemExit('owned')\n"

Zip = Callable[[zipfile.ZipFile], None]
Tar = Callable[[tarfile.TarFile], None]


def zipped(add: Zip) -> bytes:
    """The solutions in a zip, with something added."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in GOOD.items():
            archive.writestr(name, content)
        add(archive)
    return page.getvalue()


def tarred(add: Tar, mode: str = "w:gz") -> bytes:
    """The solutions in a tar, with something added."""
    page = io.BytesIO()
    with tarfile.open(fileobj=page, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in GOOD.items():
            put(archive, name, content)
        add(archive)
    return page.getvalue()


def put(archive: tarfile.TarFile, name: str, content: bytes = b"", **more: object) -> None:
    """One entry of a tar, of any type."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for key, value in more.items():
        setattr(entry, key, value)
    archive.addfile(entry, io.BytesIO(content))


def named(*names: str) -> Zip:
    """A zip with these names, each of them hostile."""

    def add(archive: zipfile.ZipFile) -> None:
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # zipfile minds a name that stands there twice
                archive.writestr(info, OWNED)

    return add


def moded(name: str, content: bytes, mode: int) -> Zip:
    """A zip with one entry of a Unix file type."""

    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, mode << 16
        archive.writestr(info, content)

    return add


def bomb(archive: zipfile.ZipFile) -> None:
    """A hundred megabytes of nothing in a hundred kilobytes."""
    archive.writestr("data.bin", bytes(100 << 20))


def nested(archive: zipfile.ZipFile) -> None:
    """Zips in a zip, and each of them a bomb."""
    inner = zipped(bomb)
    for i in range(4):
        archive.writestr(f"more-{i}.zip", inner)


def many(archive: zipfile.ZipFile) -> None:
    """More files than anyone writes."""
    for i in range(5000):
        archive.writestr(f"many/{i}.py", b"")


def overlapping() -> bytes:
    """Four thousand entries that all unpack the same megabytes of one kernel."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(8 << 20)) + packer.flush()
    crc, size = zlib.crc32(bytes(8 << 20)), 8 << 20
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(kernel), size, 1, 0) + b"a"
    central = b"".join(
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(kernel), size, 5, 0, 0, 0, 0, 0, 0,
        )
        + f"{i:05}".encode()
        for i in range(4000)
    )  # fmt: skip
    body = local + kernel
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 4000, 4000, len(central), len(body), 0)
    return body + central + end


def lying_about_its_size() -> bytes:
    """An entry that says that it is small, in both of its headers."""
    data = bytearray(zipped(bomb))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.rfind(mark)
        data[at + place : at + place + 4] = struct.pack("<L", 10)
    return bytes(data)


def with_flag(flag: int) -> bytes:
    """A zip whose last entry says that it is locked."""
    data = bytearray(zipped(lambda archive: archive.writestr("locked.py", OWNED)))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.rfind(mark)
        data[at + place] |= flag
    return bytes(data)


def under_another_name() -> bytes:
    """An entry whose own header has another name than the list at the end."""
    data = zipped(lambda archive: archive.writestr("owned-here.py", OWNED))
    return data.replace(b"owned-here.py", b"../../../x.py", 1)


def links(archive: tarfile.TarFile) -> None:
    """Links out of the folder, and files to be written through them."""
    put(archive, "link", type=tarfile.SYMTYPE, linkname="/etc")
    put(archive, "link/passwd", OWNED)
    put(archive, "secret.py", type=tarfile.SYMTYPE, linkname="/etc/passwd")
    put(archive, "hard.py", type=tarfile.LNKTYPE, linkname="../../../etc/passwd")
    put(archive, "loop", type=tarfile.SYMTYPE, linkname="loop")


def link_to_its_own(archive: tarfile.TarFile) -> None:
    """Links to a file of the same archive, which tarfile follows where it may."""
    put(archive, "copy.py", type=tarfile.LNKTYPE, linkname="train.py")
    put(archive, "again.py", type=tarfile.SYMTYPE, linkname="train.py")


def devices(archive: tarfile.TarFile) -> None:
    """Devices, pipes and types that nobody has given a meaning."""
    put(archive, "zero", type=tarfile.CHRTYPE, devmajor=1, devminor=5)
    put(archive, "disk", type=tarfile.BLKTYPE, devmajor=8, devminor=0)
    put(archive, "pipe", type=tarfile.FIFOTYPE)
    put(archive, "strange", b"x", type=b"Z")


def pax(archive: tarfile.TarFile) -> None:
    """Names and sizes that stand in extended headers."""
    for name, headers in (
        ("a.py", {"path": "../../owned.py"}),
        ("b.py", {"path": "/tmp/owned.py"}),
        ("c.py", {"size": str(1 << 40)}),
    ):
        put(archive, name, OWNED, pax_headers=headers)


def sparse() -> bytes:
    """A file of a terabyte that has no content, as GNU tar packs it."""
    header = bytearray(tarfile.TarInfo("sparse.bin").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = b"S"
    header[483:495] = b"\x80" + (1 << 40).to_bytes(11, "big")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "slip": ("a.zip", lambda: zipped(named(
        "../owned.py", "a/../../owned.py", "../../../../tmp/owned.py"))),
    "absolute": ("a.zip", lambda: zipped(
        named("/tmp/owned.py", "//owned.py", "/etc/cron.d/owned"))),
    "drives": ("a.zip", lambda: zipped(named("C:/owned.py", "C:owned.py", "\\\\host\\owned.py",
                                             "..\\owned.py"))),
    "bomb": ("a.zip", lambda: zipped(bomb)),
    "nested": ("a.zip", lambda: zipped(nested)),
    "overlapping": ("a.zip", lambda: overlapping()),
    "lying about its size": ("a.zip", lambda: lying_about_its_size()),
    "under another name": ("a.zip", lambda: under_another_name()),
    "many": ("a.zip", lambda: zipped(many)),
    "symbolic link": ("a.zip", lambda: zipped(
        moded("link.py", b"/etc/passwd", stat.S_IFLNK | 0o777))),
    "link over a file": ("a.zip", lambda: zipped(
        moded("notes.py", b"../../x", stat.S_IFLNK | 0o777))),
    "device": ("a.zip", lambda: zipped(moded("device", b"", stat.S_IFCHR | 0o666))),
    "set user id": ("a.zip", lambda: zipped(moded("own.py", b"", stat.S_IFREG | 0o6777))),
    "case": ("a.zip", lambda: zipped(
        named("Notes.py", "notes.PY", "NOTES.py", "TRAIN.py", "Train.PY"))),
    "accents": ("a.zip", lambda: zipped(named("caf\u00e9.py", "cafe\u0301.py"))),
    "twice": ("a.zip", lambda: zipped(named("other.py", "other.py"))),
    "a file and a folder": ("a.zip", lambda: zipped(
        named("deep", "deep/owned.py", "train.py/owned.py"))),
    "deep": ("a.zip", lambda: zipped(named("a/" * 200 + "owned.py", "b/" * 6 + "owned.py"))),
    "long": ("a.zip", lambda: zipped(named("n" * 5000 + ".py", "\U0001f600" * 80 + ".py"))),
    "lines and escapes": ("a.zip", lambda: zipped(named(
        "a\n::error::x.py", "a\x1b[2J.py", "b\u202e.py", "c\u2028.py"))),
    "dots": ("a.zip", lambda: zipped(named(
        ".", "..", "./", "a/./b.py", "....//owned.py", ".git/config"))),
    "shadows": ("a.zip", lambda: zipped(named(
        "torch.py", "conftest.py", "pytest.ini", "sitecustomize.py", "a.pth",
        "__pycache__/train.cpython-311.pyc", "setup.cfg", "tox.ini"))),
    "locked": ("a.zip", lambda: with_flag(1)),
    "cut off": ("a.zip", lambda: zipped(bomb)[:-200]),
    "not at all": ("a.zip", lambda: b"PK\3\4" + bytes(1000)),
    "nothing": ("a.zip", lambda: b""),
    "tar slip": ("a.tar", lambda: tarred(lambda a: put(a, "../owned.py", OWNED), "w:")),
    "tar absolute": ("a.tar.gz", lambda: tarred(lambda a: put(a, "/tmp/owned.py", OWNED))),
    "tar links": ("a.tar.gz", lambda: tarred(links)),
    "tar links to its own": ("a.tar.gz", lambda: tarred(link_to_its_own)),
    "tar devices": ("a.tar.gz", lambda: tarred(devices)),
    "tar extended": ("a.tar.gz", lambda: tarred(pax)),
    "tar sparse": ("a.tar", lambda: sparse()),
    "tar bomb": ("a.tar.gz", lambda: gzip.compress(bytes(200 << 20))),
    "tar of a tar": ("a.tar.gz", lambda: gzip.compress(gzip.compress(bytes(64 << 20)))),
    "tar cut off": ("a.tgz", lambda: tarred(links)[:-30]),
}  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_hostile_archive_is_read_within_bounds_or_refused(name: str, tmp_path: Path) -> None:
    file, pack = ARCHIVES[name]
    path = tmp_path / "in" / file
    path.parent.mkdir()
    path.write_bytes(pack())
    tracemalloc.start()
    started = time.process_time()
    try:
        submission = read_submission(path)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 300 << 20
        assert time.process_time() - started < 20
    if submission.unreadable:
        assert "".join(submission.unreadable).isprintable()
        return
    staged = tmp_path / "out" / "staged"
    staged.mkdir(parents=True)
    submission.write_to(staged, shipped_contract().files)
    assert_harmless(submission, staged)
    assert [p.name for p in tmp_path.iterdir()] in (["in", "out"], ["out", "in"])
    assert [p.name for p in staged.parent.iterdir()] == ["staged"]


def assert_harmless(submission: Submission, staged: Path) -> None:
    """Plain files inside the folder and within the allowance, and notes that may be shown."""
    limits = SizeLimits()
    sizes = [len(content) for content in submission.files.values()]
    assert len(sizes) <= limits.files
    assert sum(sizes) <= limits.total_size
    for path in staged.rglob("*"):
        mode = path.lstat().st_mode
        assert stat.S_ISREG(mode) or stat.S_ISDIR(mode)
        assert not mode & (stat.S_ISUID | stat.S_ISGID)
        assert path.resolve().is_relative_to(staged.resolve())
    places = [name.casefold() for name in submission.files]
    assert len(set(places)) == len(places)
    assert all(note.isprintable() for note in submission.left_out)
    assert len(submission.left_out) <= 25


@pytest.mark.parametrize(
    "name",
    [
        "slip",
        "absolute",
        "symbolic link",
        "device",
        "shadows",
        "tar links",
        "tar devices",
        "lines and escapes",
    ],
)
def test_what_is_right_beside_what_was_refused_gets_its_points(
    name: str, judge: Judge, tmp_path: Path
) -> None:
    file, pack = ARCHIVES[name]
    path = tmp_path / file
    path.write_bytes(pack())
    grade = judge.grade(read_submission(path), ["backward"])
    assert (grade.status, grade.score) == ("graded", 20)


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_tarball_with_a_large_header_is_refused_at_once(kind: bytes, tmp_path: Path) -> None:
    header = tarfile.TarInfo("header")
    header.type, header.size = kind, 200_000
    path = tmp_path / "homework.tar"
    path.write_bytes(header.tobuf(tarfile.GNU_FORMAT) + b"9" * 200_192 + bytes(1024))
    started = time.process_time()
    submission = read_submission(path)
    assert submission.unreadable
    assert "a header is too large" in submission.unreadable.why
    assert time.process_time() - started < 5, "a moment where it could be hours"
