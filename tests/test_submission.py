"""A folder or an archive becomes plain bytes, whatever was put into it."""

from __future__ import annotations

import gzip
import io
import os
import random
import re
import socket
import struct
import sys
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.marks import shipped_contract
from grader.errors import SubmissionError
from grader.submission.intake import Intake, SizeLimits
from grader.submission.submission import Submission, read_submission

FILES = {"forward.py": b"a = 1\n", "step.py": b"b = 2\n", "lib/extra.py": b"c = 3\n"}
MIB = 1 << 20

Packer = Callable[[Path, dict[str, bytes]], Path]


def as_folder(place: Path, files: dict[str, bytes]) -> Path:
    root = place / "work"
    root.mkdir()
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def as_zip(place: Path, files: dict[str, bytes]) -> Path:
    path = place / "work.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def as_tar_gz(place: Path, files: dict[str, bytes]) -> Path:
    path = place / "work.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            add(archive, name, content)
    return path


def as_tar(place: Path, files: dict[str, bytes]) -> Path:
    path = place / "work.tar"
    path.write_bytes(gzip.decompress(as_tar_gz(place, files).read_bytes()))
    return path


def add(archive: tarfile.TarFile, name: str, content: bytes = b"", **fields: object) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for field, value in fields.items():
        setattr(entry, field, value)
    archive.addfile(entry, io.BytesIO(content))


every_way = pytest.mark.parametrize("pack", [as_folder, as_zip, as_tar_gz, as_tar])
archives = pytest.mark.parametrize("pack", [as_zip, as_tar_gz])


def left_out(submission: Submission) -> dict[str, str]:
    """What was left out, and why."""
    return dict(note.split(": ", 1) for note in submission.left_out)


def why_unreadable(path: Path) -> str:
    """What is wrong with a file, which is named, and of which nothing is kept."""
    submission = read_submission(path)
    assert submission.unreadable is not None
    assert submission.files == {}
    assert submission.unreadable.file == path.name
    assert submission.left_out[0] == f"{path.name}: {submission.unreadable.why}"
    return submission.unreadable.why


# What is read


@every_way
def test_the_files_come_with_their_relative_names(pack: Packer, tmp_path: Path) -> None:
    assert read_submission(pack(tmp_path, FILES)) == Submission("work", FILES)


@every_way
def test_one_folder_wrapped_around_the_files_is_taken_off(pack: Packer, tmp_path: Path) -> None:
    wrapped = {f"homework 1: Zoë/{name}": content for name, content in FILES.items()}
    assert read_submission(pack(tmp_path, wrapped)).files == FILES


def test_what_lies_beside_the_wrapping_is_left_out_and_named(tmp_path: Path) -> None:
    found = read_submission(as_zip(tmp_path, {"hw/forward.py": b"", "read me.txt": b""}))
    assert found.files == {"forward.py": b""}
    assert left_out(found) == {"read me.txt": "lies beside the folder hw"}


@every_way
def test_hidden_files_caches_and_a_macs_shadows_are_ignored(pack: Packer, tmp_path: Path) -> None:
    clutter = {
        ".git/config": b"", ".DS_Store": b"", "__pycache__/forward.cpython-313.pyc": b"",
        "lib/__pycache__/x.pyc": b"", "__MACOSX/._forward.py": b"", "lib/.hidden/x.py": b"",
    }  # fmt: skip
    assert read_submission(pack(tmp_path, clutter | FILES)) == Submission("work", FILES)


def test_an_empty_folder_is_a_submission_without_files(tmp_path: Path) -> None:
    assert read_submission(as_folder(tmp_path, {})).files == {}


def test_backslashes_between_the_folders_of_a_zip_are_slashes(tmp_path: Path) -> None:
    path = as_zip(tmp_path, {"hw/forward.py": b"x"})
    path.write_bytes(path.read_bytes().replace(b"hw/forward.py", b"hw\\forward.py"))
    assert read_submission(path).files == {"forward.py": b"x"}


@archives
def test_a_leading_dot_and_doubled_slashes_name_the_same_file(pack: Packer, tmp_path: Path) -> None:
    files = {"./forward.py": b"1", ".//lib/./x.py": b"2"}
    assert read_submission(pack(tmp_path, files)).files == {"forward.py": b"1", "lib/x.py": b"2"}


@every_way
def test_what_was_read_can_be_written_out_again(pack: Packer, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    read_submission(pack(tmp_path, FILES)).write_to(home, shipped_contract().files)
    assert {name: (home / name).read_bytes() for name in FILES} == FILES


def test_the_name_is_that_of_the_folder_also_where_it_is_given_as_a_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(as_folder(tmp_path, FILES))
    assert read_submission(Path()).name == "work"
    assert read_submission(Path("lib/..")).name == "work"


# The digest


def test_the_digest_is_of_names_and_contents_alone(tmp_path: Path) -> None:
    digests = set()
    for number, pack in enumerate((as_folder, as_zip, as_tar_gz, as_tar)):
        place = tmp_path / str(number)
        place.mkdir()
        shuffled = list(FILES.items())
        random.Random(number).shuffle(shuffled)
        path = pack(place, dict(shuffled))
        os.utime(path, (number, number))
        if path.is_dir():
            os.utime(path / "forward.py", (1, 1))
        digests.add(read_submission(path).digest)
    assert len(digests) == 1


def test_another_name_or_another_content_is_another_digest() -> None:
    variants = ({"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {"a": b"", "b": b"1"}, {"a1": b""}, {})
    assert len({Submission("x", files).digest for files in variants}) == len(variants)


# Ways out of the folder


def test_symbolic_links_are_left_out_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "loss.py").write_text("secret")
    root = as_folder(tmp_path, FILES)
    (root / "loss.py").symlink_to(secret / "loss.py")
    (root / "more").symlink_to(secret, target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "gone.py").symlink_to(tmp_path / "nowhere")
    found = read_submission(root)
    assert found.files == FILES
    assert left_out(found) == dict.fromkeys(
        ("gone.py", "loop", "loss.py", "more"), "a symbolic link"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipes_and_sockets_do_not_hold_the_grader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = as_folder(tmp_path, FILES)
    os.mkfifo(root / "train.py")
    monkeypatch.chdir(root)  # the path of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("loss.py")
        found = read_submission(root)
    assert found.files == FILES
    assert left_out(found)["train.py"] == "not a regular file"
    assert "loss.py" in left_out(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["work.zip", "work.tar.gz", "work"])
def test_a_named_pipe_in_an_archives_place_does_not_hold_the_grader(
    name: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / name)
    assert re.search("not a (regular file|submission)", why_unreadable(tmp_path / name))


@archives
@pytest.mark.parametrize(
    "name", ["../forward.py", "a/../../forward.py", "/tmp/forward.py", "C:/forward.py", "a/.."]
)
def test_paths_that_lead_outside_are_left_out(pack: Packer, name: str, tmp_path: Path) -> None:
    found = read_submission(pack(tmp_path, {name: b"bad", "step.py": b""}))
    assert found.files == {"step.py": b""}
    assert left_out(found) == {name: "its path leads outside the submission"}


def test_a_backslash_in_a_tar_is_no_way_out_either(tmp_path: Path) -> None:
    found = read_submission(as_tar_gz(tmp_path, {"..\\forward.py": b"", "step.py": b""}))
    assert found.files == {"step.py": b""}


def test_a_backslash_in_a_zip_is_no_way_out_either(tmp_path: Path) -> None:
    path = as_zip(tmp_path, {"../forward.py": b"", "step.py": b""})
    path.write_bytes(path.read_bytes().replace(b"../forward.py", b"..\\forward.py"))
    assert read_submission(path).files == {"step.py": b""}


KINDS = {
    "symlink": tarfile.SYMTYPE, "hard link": tarfile.LNKTYPE, "pipe": tarfile.FIFOTYPE,
    "character device": tarfile.CHRTYPE, "block device": tarfile.BLKTYPE,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_links_and_devices_in_a_tar_are_left_out(kind: bytes, tmp_path: Path) -> None:
    path = tmp_path / "work.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        add(archive, "step.py", b"fine")
        add(archive, "forward.py", type=kind, linkname="/etc/passwd", devmajor=1, devminor=5)
        add(archive, "loss.py", type=kind, linkname="step.py")
    found = read_submission(path)
    assert found.files == {"step.py": b"fine"}
    assert left_out(found) == dict.fromkeys(("forward.py", "loss.py"), "not a regular file")


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644, 0o060644, 0o140644])
def test_links_and_devices_in_a_zip_are_left_out(mode: int, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("forward.py")
    entry.external_attr = mode << 16
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("step.py", "")
    found = read_submission(tmp_path / "work.zip")
    assert found.files == {"step.py": b""}
    assert left_out(found) == {"forward.py": "not a regular file"}


# Names


@archives
@pytest.mark.parametrize("bad", ["\x1b[2Jx.py", "a\nb.py", "a\x7fb.py", "a\x9bb.py", "a\u2028.py"])
def test_control_characters_in_names_are_left_out_and_not_repeated(
    pack: Packer, bad: str, tmp_path: Path
) -> None:
    found = read_submission(pack(tmp_path, {bad: b"", "step.py": b""}))
    assert found.files == {"step.py": b""}
    (note,) = found.left_out
    assert note.isprintable()
    assert note.endswith("its name holds a backslash or control characters")


def test_names_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    found = read_submission(as_tar_gz(tmp_path, {"caf\udce9.py": b"", "step.py": b""}))
    assert found.files == {"step.py": b""}
    assert found.digest == Submission("", {"step.py": b""}).digest


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_no_text_are_left_out_of_a_folder_too(tmp_path: Path) -> None:
    root = as_folder(tmp_path, FILES)
    (root / "caf\udce9.py").write_text("")
    assert read_submission(root).files == FILES


@archives
@pytest.mark.parametrize("order", [1, -1])
def test_of_two_names_that_differ_in_case_the_contracts_is_kept(
    pack: Packer, order: int, tmp_path: Path
) -> None:
    names = ["Forward.py", "forward.py"][::order]
    found = read_submission(pack(tmp_path, {name: name.encode() for name in names}))
    assert found.files == {"forward.py": b"forward.py"}
    assert list(left_out(found)) == ["Forward.py"]


@archives
@pytest.mark.parametrize("other", ["LIB.py", "Lib.PY", "\uff2c\uff29\uff22.py"])
def test_of_two_names_that_one_disk_may_hold_to_be_one_the_first_is_kept(
    pack: Packer, other: str, tmp_path: Path
) -> None:
    found = read_submission(pack(tmp_path, {"lib.py": b"1", other: b"2"}))
    assert found.files["lib.py"] == b"1"
    assert len({name.casefold() for name in found.files}) == len(found.files)


@archives
@pytest.mark.parametrize("names", [("a", "a/b.py"), ("a/b.py", "a"), ("A", "a/b.py")])
def test_a_file_cannot_be_a_folder_too(
    pack: Packer, names: tuple[str, str], tmp_path: Path
) -> None:
    found = read_submission(pack(tmp_path, dict.fromkeys(names, b"")))
    home = tmp_path / "home"
    home.mkdir()
    found.write_to(home, shipped_contract().files)
    assert len(found.files) == 1
    assert "a file and a folder have the same name" in found.left_out[0]


def test_of_a_name_that_stands_there_twice_the_last_one_counts_and_that_is_said(
    tmp_path: Path,
) -> None:
    with tarfile.open(tmp_path / "work.tar.gz", "w:gz") as archive:
        add(archive, "forward.py", b"old")
        add(archive, "./forward.py", b"new")
    found = read_submission(tmp_path / "work.tar.gz")
    assert found.files == {"forward.py": b"new"}
    assert left_out(found) == {"forward.py": "stands there twice; the last one counts"}


# Sizes


@every_way
def test_a_file_that_is_too_large_is_left_out_and_the_others_are_kept(
    pack: Packer, tmp_path: Path
) -> None:
    found = read_submission(pack(tmp_path, {"weights.bin": bytes(2 * MIB + 1)} | FILES))
    assert found.files == FILES
    assert left_out(found) == {"weights.bin": "larger than 2,097,152 bytes"}


@every_way
def test_a_submission_that_is_too_large_keeps_what_fits(pack: Packer, tmp_path: Path) -> None:
    many = {f"{number}.bin": bytes(MIB) for number in range(9)}
    found = read_submission(pack(tmp_path, many))
    assert sum(map(len, found.files.values())) == 8 * MIB
    assert left_out(found) == {"8.bin": "the submission is larger than 8,388,608 bytes"}


@every_way
def test_too_many_files_do_not_crowd_out_those_on_top(pack: Packer, tmp_path: Path) -> None:
    many = {f"data/{number:04}.txt": b"" for number in range(300)}
    found = read_submission(pack(tmp_path, many | {"forward.py": b"", "hidden_layer.py": b""}))
    assert len(found.files) == 200
    assert {"forward.py", "hidden_layer.py"} <= found.files.keys()
    assert found.left_out[0].endswith(": more than 200 files")
    assert found.left_out[-1] == "and more"
    assert len(found.left_out) == 21


@every_way
def test_no_more_than_so_many_entries_are_even_looked_at(pack: Packer, tmp_path: Path) -> None:
    path = pack(tmp_path, {f"{number}.txt": b"" for number in range(12)})
    found = read_submission(path, SizeLimits(files=5, entries=8))
    assert len(found.files) == 5
    assert left_out(found)["the rest"] == "more than 8 files"


@every_way
def test_what_lies_too_deep_or_has_too_long_a_name_is_left_out(
    pack: Packer, tmp_path: Path
) -> None:
    files = {"a/b/c/d/kept.py": b"", "é" * 101: b"", "step.py": b""}
    files["/".join("abcdefghij") + "/x.py"] = b""
    found = read_submission(pack(tmp_path, files))
    assert found.files.keys() == {"a/b/c/d/kept.py", "step.py"}
    assert set(left_out(found).values()) == {"its path is too long or too deep"}


def test_a_folder_nested_a_hundred_times_is_not_walked_down(tmp_path: Path) -> None:
    root = as_folder(tmp_path, FILES)
    root.joinpath(*["d"] * 100).mkdir(parents=True)
    assert read_submission(root).files == FILES


def liars(count: int) -> bytes:
    """A zip of files that each claim ten bytes and hold 50 MiB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.py", bytes(50 * MIB if number == 0 else 3 * MIB))
    content = bytearray(packed.getvalue())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset : at + offset + 4] = struct.pack("<I", 10)
            at = content.find(signature, at + 4)
    return bytes(content)


def test_a_zip_bomb_that_claims_to_be_small_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(liars(12))
    # The checksum of the first ten bytes is wrong.
    assert "pack the folder again" in why_unreadable(tmp_path / "bomb.zip")


def test_what_liars_made_the_grader_read_counts_toward_the_total(tmp_path: Path) -> None:
    reads = []

    def read(size: int) -> bytes:
        reads.append(size)
        return bytes(size)

    intake = Intake(SizeLimits())
    for number in range(1000):
        intake.take(f"{number}.py", 10, read)
    assert len(reads) <= 5
    assert intake.files == {}


def test_a_tar_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        entry = tarfile.TarInfo("zeros")
        entry.size = 80 * MIB
        stream.write(entry.tobuf())
        for _ in range(80):
            stream.write(bytes(MIB))
    assert "unpacks to more than 67,108,864 bytes" in why_unreadable(path)


def test_a_tar_whose_sparse_file_claims_a_terabyte_is_refused(tmp_path: Path) -> None:
    headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.size": str(1 << 40),
               "GNU.sparse.map": "0,0", "GNU.sparse.name": "forward.py"}  # fmt: skip
    with tarfile.open(tmp_path / "work.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        add(archive, "forward.py", pax_headers=headers)
    assert read_submission(tmp_path / "work.tar.gz").files == {}


def test_an_archive_that_is_too_large_says_what_to_leave_out(tmp_path: Path) -> None:
    with (tmp_path / "work.zip").open("wb") as file:
        file.truncate(1 << 40)  # a hole: it takes no room on the disk
    assert "leave data and environments out" in why_unreadable(tmp_path / "work.zip")


def test_a_zip_of_very_many_entries_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    (tmp_path / "work.zip").write_bytes(b"PK\x01\x02" * 20_001)
    assert "too many files" in why_unreadable(tmp_path / "work.zip")


# What is no submission


@pytest.mark.parametrize("name", ["a folder", "work.zip", "work.tar.gz"])
def test_a_path_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="there is no such file or folder"):
        read_submission(tmp_path / name)


def test_a_path_that_no_system_has_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="cannot be read"):
        read_submission(tmp_path / ("x" * 5000))


def test_another_kind_of_file_is_told_what_would_be_right(tmp_path: Path) -> None:
    for name in ("forward.py", "essay.docx", "work.rar"):
        (tmp_path / name).write_text("")
        told = why_unreadable(tmp_path / name)
        assert "give a folder, a .zip or .tar.gz of one, or a notebook" in told


@pytest.mark.parametrize("name", ["work.zip", "work.tar.gz", "work.tar", "work.tgz", "WORK.ZIP"])
@pytest.mark.parametrize("content", [b"", b"not an archive at all", b"\x1f\x8b\x08\x00", b"PK"])
def test_a_broken_archive_is_one_clear_error(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert "pack the folder again" in why_unreadable(tmp_path / name)


def test_an_archive_locked_with_a_password_is_unreadable(tmp_path: Path) -> None:
    path = as_zip(tmp_path, {"forward.py": b"x"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(signature) + offset] |= 1
    path.write_bytes(content)
    told = "nothing in it can be read (forward.py: locked with a password)"
    assert why_unreadable(path) == told


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_files_packed_in_unusual_ways_are_left_out(method: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "work.zip", "w", method) as archive:
        archive.writestr("forward.py", "x")
        archive.writestr("step.py", "x", zipfile.ZIP_STORED)
    found = read_submission(tmp_path / "work.zip")
    assert found.files == {"step.py": b"x"}
    assert left_out(found) == {"forward.py": "packed in an unusual way"}


@pytest.mark.parametrize("pack", [as_zip, as_tar_gz, as_tar])
def test_whatever_bytes_are_damaged_it_is_an_error_of_ours_or_a_submission(
    pack: Packer, tmp_path: Path
) -> None:
    whole = pack(tmp_path, FILES)
    content = whole.read_bytes()
    chance = random.Random(0)
    for _ in range(400):
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 8))):
            damaged[chance.randrange(len(damaged))] = chance.choice(
                (0, 1, 255, chance.randrange(256))
            )
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        whole.write_bytes(damaged)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile's and tarfile's own words on damage
            found = read_submission(whole)
        assert all(".." not in name and not name.startswith("/") for name in found.files)
        assert found.digest
