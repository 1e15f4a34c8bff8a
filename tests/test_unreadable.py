"""A file that cannot be read is the submission's fault: a result, in check and batch alike."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from notebooks import cell, code, notebook

from grader.batch.grading import Order, grade_class
from grader.batch.opening import OutOfReach, open_turn_in
from grader.batch.turnin import Person, TurnIn
from grader.cli import main
from grader.errors import SubmissionError
from grader.judge.grading import Judge
from grader.judge.job import intake_digest, pack, unpack
from grader.judge.once import setup_for
from grader.judge.process import KeptJudge
from grader.notebook import Result
from grader.submission.origin import Cell
from grader.submission.submission import Submission, Unreadable, cells_submission, read_submission

QUICK = Path(__file__).parent / "courses" / "quick.yaml"
UNREADABLE = Unreadable("hw.zip", "it is broken")


def zipped(**files: bytes) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return page.getvalue()


def in_one_another(times: int) -> bytes:
    content = zipped(loss_py=b"x = 1\n")
    for _ in range(times):
        content = zipped(a_zip=content)
    return content


def greedy_xz() -> bytes:
    """An .xz whose header asks for a dictionary of 1.5 GB."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    content = bytearray(lzma.compress(b"x" * 1000, filters=filters))
    start, length = 12, (content[12] + 1) * 4  # of the block's header
    place = content.index(bytes([0x21, 0x01]), start) + 2
    content[place] = 37
    body = bytes(content[start : start + length - 4])
    content[start + length - 4 : start + length] = struct.pack("<I", zlib.crc32(body))
    return bytes(content)


BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a broken zip": ("hw.zip", lambda: b"PK\3\4 and no more", "pack the folder again"),
    "a broken tar": ("hw.tar.xz", lambda: b"\xfd7zXZ\0 no", "pack the folder again"),
    "an empty file": ("hw.tar.bz2", lambda: b"", "pack the folder again"),
    "one cut off": ("hw.tgz", lambda: gzip.compress(os.urandom(9000))[:5000], "ends too early"),
    "a bomb": ("hw.tar.gz", lambda: gzip.compress(bytes(80 << 20), 1), "unpacks to more than"),
    "a bomb of bz2": ("hw.tbz2", lambda: bz2.compress(bytes(80 << 20), 1), "unpacks to more than"),
    "a bomb of xz": ("hw.txz", lambda: lzma.compress(bytes(80 << 20), preset=0), "unpacks to more"),
    "a greedy header": ("hw.tar.xz", greedy_xz, "Memory usage limit"),
    "endless streams": ("hw.tar.gz", lambda: gzip.compress(b"") * 100_000, "pack the folder again"),
    "too many files": ("hw.zip", lambda: b"PK\x01\x02" * 20_001, "too many files"),
    "nested too deep": ("hw.zip", lambda: in_one_another(3), "archives in one another"),
    "a zip of one bomb": (
        "hw.zip",
        lambda: zipped(a_bin=bytes(100 << 20)),
        "larger than 2,097,152",
    ),
    "no notebook": ("hw.ipynb", lambda: b"{", "no JSON"),
    "a nested notebook": ("hw.ipynb", lambda: b"[" * 1_000_000, "nested too deeply"),
    "a word document": ("hw.docx", lambda: b"PK\3\4", "give a folder, a .zip"),
    "another archive": ("hw.rar", lambda: b"Rar!", "give a folder, a .zip"),
    "a lone file": ("loss.py", lambda: b"x = 1\n", "give a folder, a .zip"),
}


def check(path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    command = ["check", str(path), "--course", str(QUICK), "--json", "-", *options]
    done = CliRunner().invoke(main, command)
    return done.exit_code, json.loads(done.stdout)


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_wrong_with_a_file_is_said_within_bounds(kind: str, tmp_path: Path) -> None:
    name, make, words = BROKEN[kind]
    (tmp_path / name).write_bytes(make())
    tracemalloc.start()
    started = time.process_time()
    submission = read_submission(tmp_path / name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert submission.files == {}
    assert submission.unreadable is not None
    assert submission.unreadable.file == name
    assert words in submission.unreadable.why
    assert "".join(submission.unreadable).isprintable()
    assert str(tmp_path) not in submission.unreadable.why
    assert peak < 200 << 20
    assert time.process_time() - started < 10


def test_its_document_has_no_points_and_one_finding_in_the_first_exercise(judge: Judge) -> None:
    submission = Submission("hw", {}, (), None, UNREADABLE)
    document = judge.grade(submission).to_json()
    assert (document["status"], document["score"], document["max_score"]) == ("graded", 0, 100)
    assert document["needs_look"] == ["hw.zip: it is broken"]
    first, *others = document["exercises"]
    (finding,) = first["findings"]
    assert finding["code"] == "unreadable-submission"
    assert finding["severity"] == "error"
    assert (finding["file"], finding["line"]) == ("hw.zip", None)
    assert finding["message"] == "Nothing in hw.zip could be judged: it is broken."
    assert all(exercise["findings"] == [] for exercise in others)
    checks = [check for exercise in document["exercises"] for check in exercise["checks"]]
    assert {(check["outcome"], check["score"]) for check in checks} == {("failed", 0)}
    assert all(check["title"].endswith(".") and not check["evidence"] for check in checks)
    assert document["trace"] == []
    assert document["training"] is None


def test_check_and_batch_give_the_same_document_of_it(tmp_path: Path) -> None:
    home = tmp_path / "class"
    home.mkdir()
    files = {}
    for kind in ("a broken zip", "no notebook", "nested too deep"):
        name, make, _ = BROKEN[kind]
        files[kind.title()] = f"{kind.title()}{Path(name).suffix}"
        (home / files[kind.title()]).write_bytes(make())
    out = tmp_path / "grades"
    grade_class(Order(home, out, course=QUICK, lanes=1, protection="none"))
    lines = (out / "results.jsonl").read_text().splitlines()
    together = {document["submission"]: document for document in map(json.loads, lines)}
    named = {name: d["exercises"][0]["findings"][0]["file"] for name, d in together.items()}
    assert named == files
    status, alone = check(home / "A Broken Zip.zip")
    assert status == 1
    assert alone | {"seconds": 0} == together["A Broken Zip"] | {"seconds": 0}


def test_the_terminal_says_what_is_wrong_and_not_that_every_check_failed(tmp_path: Path) -> None:
    (tmp_path / "hw.zip").write_bytes(b"PK")
    page = tmp_path / "page.html"
    command = ["check", str(tmp_path / "hw.zip"), "--course", str(QUICK), "--html", str(page)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "Nothing in hw.zip could be judged: the archive cannot be read" in done.output
    assert "mnist-grade why unreadable-submission" in done.output
    assert "✗" not in done.output
    written = page.read_text(encoding="utf-8")
    assert "Nothing in hw.zip could be judged" in written
    assert "Nothing to mend" not in written
    assert "Next:" not in written


def test_a_path_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["check", str(tmp_path / "hw.zip"), "--json", "-"])
    assert done.exit_code == 2
    assert "there is no such file or folder" in done.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["hw.zip", "hw.ipynb", "hw"])
def test_what_we_may_not_read_is_our_failure(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.mkdir(mode=0) if name == "hw" else path.touch(mode=0)
    with pytest.raises(SubmissionError, match="cannot be read: Permission denied"):
        read_submission(path)
    with pytest.raises(OutOfReach, match="Permission denied"):
        open_turn_in(TurnIn("ada", Person(("ada",)), path))


def test_why_it_cannot_be_read_travels_to_a_judge_and_is_part_of_the_digest() -> None:
    submission = Submission("", {}, ("a note",), None, UNREADABLE)
    assert unpack(pack(submission)) == submission
    other = Submission("", {}, ("a note",), None, UNREADABLE._replace(why="it is locked"))
    digests = {intake_digest(s) for s in (submission, other, Submission("", {}, ("a note",)))}
    assert len(digests) == 3


def test_cells_that_cannot_be_read_are_told_by_the_notebooks_own_check() -> None:
    first = "\n".join(f"f{n} = lambda: f{n + 1}" for n in range(900))
    second = "\n".join(f"f{n} = f{n + 1}" for n in range(900))
    texts = (first, second, "step = f0")
    cells = [Cell(number, "code", text) for number, text in enumerate(texts, 1)]
    submission = cells_submission("your notebook", cells, "In [{number}]")
    with KeptJudge(setup_for(QUICK)) as judge:
        result = Result(judge.grade(submission), {})
    assert "Nothing in your notebook could be judged: its definitions are too entangled" in (
        " ".join(result.text.split())
    )


def test_one_submission_never_ends_a_batch(tmp_path: Path) -> None:
    home = tmp_path / "class"
    home.mkdir()
    right = (
        "from torch import nn\nmake_criterion = nn.CrossEntropyLoss\n"
        "def compute_loss(criterion, logits, labels):\n    return criterion(logits, labels)\n"
    )
    nested = f"deep = {'lambda: ' * 1000}1\nclass A:\n" + "".join(
        f"{' ' * depth}class A:\n" for depth in range(1, 90)
    ) + " " * 90 + "pass"  # fmt: skip
    (home / "ada.ipynb").write_bytes(notebook(code(nested, right)))
    (home / "bob.ipynb").write_bytes(notebook([cell("raw", '{"order":' + "[" * 100_000)]))
    (home / "cyd.ipynb").write_bytes(notebook(code(right)))
    (home / "dan.zip").write_bytes(os.urandom(2000))
    out = tmp_path / "grades"
    outcome = grade_class(Order(home, out, course=QUICK, lanes=1, protection="none"))
    assert outcome.unjudged == []
    scores = {
        document["submission"]: document["score"]
        for document in map(json.loads, (out / "results.jsonl").read_text().splitlines())
    }
    assert scores == {"ada": 100, "bob": 0, "cyd": 100, "dan": 0}
