"""Strangers' text is read in a process of its own, and whatever it does there ends there."""

from __future__ import annotations

import ast
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus import ROOT
from notebooks import code, notebook

from grader.batch.opening import OutOfReach, open_turn_in
from grader.batch.turnin import Person, TurnIn
from grader.course.marks import shipped_contract
from grader.errors import NurseryError, WireError
from grader.frames.wire import Frame
from grader.judge.grading import Judge
from grader.judge.job import pack, unpack
from grader.judge.reading import read
from grader.sandbox.patience import Allowance, Patience
from grader.sandbox.ways import Way, way_here
from grader.submission import submission as submissions
from grader.submission.intake import SizeLimits
from grader.submission.reader.hand_in import Made
from grader.submission.reader.reader import PATIENCE, Reader, ReadingEnded, warm_reader
from grader.submission.reader.syntax import Syntax
from grader.submission.submission import Submission, notebook_submission, read_submission
from grader.submission.trees import from_plain, to_plain

sys.path.append(str(ROOT / "bench"))
from fuzz_submissions import run as fuzz

GOOD = notebook(code("def step(optimizer):\n    optimizer.step()"))
NAMES = ", ".join(f"a{number}" for number in range(1990))

NOTEBOOKS = {
    "a thousand lambdas in one another": code("step = " + "lambda: " * 1000 + "1"),
    "tens of thousands of lambdas": code("step = " + "lambda: " * 30_000 + "1"),
    "a name of tens of thousands of parts": code("import a" + ".b" * 60_000),
    "one with a line's end after each dot": code("import a" + ".\\\na" * 50_000),
    "an import of thousands of names": code(f"import {NAMES}, {NAMES}"),
    "60 KB that would be 76 MB": code(f"from {'x' * 60_000} import {NAMES}"),
    "short statements that all change one thing": code(
        "\n".join(["x = [0]", *(f"x[{n}] = x" for n in range(1990)), "step = x"])
    ),
    "short statements that bind and change": code("if x: x = y; y[0] = x\n" * 1990, "step = x"),
    "tens of thousands of answers": [{"cell_type": "raw", "source": "order: 1\n" * 29_000}],
    "half a character": code("step = '\ud800'"),
    "one long word": code(f"step = '{'a' * 250_000}'"),
    "answers in a hundred thousand brackets": [
        {"cell_type": "raw", "source": '{"order":' + "[" * 100_000}
    ],
}

SOURCES: dict[str, dict[str, bytes]] = {
    "a thousand lambdas": {"step.py": b"step = " + b"lambda: " * 1000 + b"1"},
    "a name of many parts": {"step.py": b"import a" + b".\\\na" * 15_000},
    "thousands of names": {"step.py": b"import " + b", ".join(b"a%d" % n for n in range(7000))},
    "files that import each other": {
        f"{name}.py": b"import step, loss, train, forward\n" + b"x = 1\n" * 5000
        for name in ("step", "loss", "train", "forward")
    },
    "one word of two megabytes": {"step.py": b"a" * (2 << 20)},
    "the start of a pattern, over and over": {"step.py": b"torch import " * 150_000},
    "deep parentheses": {"step.py": b"x = " + b"(" * 60_000},
    "a long sum": {"step.py": b"x = " + b"1+" * 32_000 + b"1"},
    "thousands of answers": {"predict.yaml": b"order: 1\n" * 7000},
    "answers in deep brackets": {"predict.yaml": b"order: " + b"[" * 60_000},
    "answers that stand for each other": {"predict.yaml": b"a: &a [x]\nb: &b [*a, *a]\n" * 500},
}


@pytest.mark.parametrize("kind", NOTEBOOKS)
def test_a_notebook_that_kills_is_one_submissions_own_trouble(kind: str) -> None:
    started = time.process_time()
    killed = notebook_submission("hw", "hw.ipynb", notebook(NOTEBOOKS[kind]))
    assert sum(map(len, killed.files.values())) <= SizeLimits().total_size
    assert killed.files or killed.unreadable
    # Only waiting, and taking the answer in, is done here.
    assert time.process_time() - started < 1
    after = notebook_submission("hw", "hw.ipynb", GOOD)
    assert b"optimizer.step()" in after.files["step.py"]


@pytest.mark.parametrize("kind", SOURCES)
def test_a_source_that_kills_is_asked_about_within_bounds(kind: str) -> None:
    files, started = SOURCES[kind], time.process_time()
    code = [file for file in files if file.endswith(".py")]
    answers = [file for file in files if file not in code]
    syntax = Syntax(files, code, answers)
    for file in files:
        tree = syntax.tree(file)
        assert tree is None or sum(1 for _ in ast.walk(tree)) < 50_000
    assert syntax.answers.keys() == set(answers)
    syntax.defining("step")
    syntax.mention("lambda")
    assert time.process_time() - started < 1
    assert Syntax({"step.py": b"import loss"}, ["step.py"]).imports == {"step.py": frozenset()}


class Hurried(Reader):
    """One whose patience is short, so that a test's need not be long."""

    def ask(self, header: dict[str, Any], payload: bytes, patience: Patience = PATIENCE) -> Frame:
        return super().ask(header, payload, Patience(0.05, 60.0))


@pytest.fixture
def hurried() -> Iterator[Reader]:
    with Hurried() as reader:
        yield reader


def test_a_text_that_ends_its_reader_is_a_submission_that_cannot_be_read(
    hurried: Reader, judge: Judge
) -> None:
    files = {f"m{number}.py": b"x=1;" * 16_000 + b"%d" % number for number in range(15)}
    files["step.py"] = b"".join(b"import m%d\n" % number for number in range(15))
    ended, syntax = read(Submission("hw", files), shipped_contract(), hurried)
    assert ended.unreadable is not None
    assert "seconds" in ended.unreadable.why
    assert (ended.files, syntax.imports) == ({}, {})
    document = judge.grade(ended).to_json()
    assert (document["status"], document["score"]) == ("graded", 0)
    (finding,) = document["exercises"][0]["findings"]
    assert finding["code"] == "unreadable-submission"
    fine, syntax = read(Submission("hw", {"step.py": b"import x"}), shipped_contract(), hurried)
    assert (fine.unreadable, list(syntax.imports)) == (None, ["step.py"])


def test_what_reading_takes_is_counted_with_all_the_rest() -> None:
    made = notebook_submission("hw", "hw.ipynb", notebook(code("x = y\n" * 1900)))
    assert 0 < made.cpu < 5
    assert unpack(pack(made)).cpu == made.cpu
    used_up = Allowance(20, cpu=19)
    ended, _ = read(made, shipped_contract(), warm_reader(), used_up)
    assert ended.unreadable is not None
    assert ended.unreadable.why == "there is no time left to read it"
    allowance = Allowance(20, cpu=made.cpu)
    fine, _ = read(made, shipped_contract(), warm_reader(), allowance)
    assert fine.unreadable is None
    assert allowance.cpu > made.cpu


def test_what_ends_a_warm_reader_is_asked_of_a_fresh_one_first() -> None:
    with Reader() as reader:
        Syntax({"step.py": b"x = 1"}, ["step.py"], reader=reader)
        assert reader._process is not None
        os.kill(reader._process.pid, signal.SIGKILL)
        assert Syntax({"step.py": b"x ="}, ["step.py"], reader=reader).broken == {"step.py"}


def test_a_reader_that_cannot_be_started_is_no_students_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Reader(tmp_path / "gone")
    with pytest.raises(NurseryError, match="no reader can be started"):
        Syntax({}, (), reader=nowhere)
    monkeypatch.setattr(submissions, "warm_reader", lambda: nowhere)
    turn_in = TurnIn("ada", Person(("ada",)), ROOT / "solutions")
    with pytest.raises(OutOfReach, match="no reader can be started"):
        open_turn_in(turn_in)


@pytest.mark.skipif(way_here() is not Way.SEALED, reason="the portable way has no seals")
def test_a_reader_wears_the_seals_of_a_worker() -> None:
    read_submission(ROOT / "solutions")
    reader = warm_reader()
    assert reader._process is not None
    assert reader._launcher is not None
    off = {seal for seal, why in reader._launcher.protection().items() if why}
    status = Path(f"/proc/{reader._process.pid}/status").read_text()
    held = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert "calls" in off or held["Seccomp"].strip() == "2"
    assert "capabilities" in off or int(held["CapEff"], 16) == 0
    assert "namespaces" in off or held["NSpid"].split()[-1] == "1"


def test_a_tree_comes_back_as_it_was() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "solutions").glob("*.py")]
    texts.append(
        "x = [1.5, 2j, b'a', ..., 10**9, -1, None, True, 'a\\ud800', 99999999999999999999]"
    )
    for text in texts:
        tree = ast.parse(text)
        plain = to_plain(tree)
        assert plain is not None
        again = from_plain(plain)
        assert ast.dump(again, include_attributes=True) == ast.dump(tree, include_attributes=True)


NO_TREES: dict[str, Any] = {
    "nothing": [],
    "no module": [["Pass", None, []]],
    "no such node": [["Nothing", None, []]],
    "a node that stands there twice": [
        ["Pass", [1, 0, 1, 4], []],
        ["Module", None, [[{"node": 0}, {"node": 0}], []]],
    ],
    "a node that holds itself": [["Module", None, [[{"node": 0}], []]]],
    "a field too many": [["Module", None, [[], [], []]]],
    "another kind of value": [["Module", None, [{"compile": "x"}, []]]],
    "a number": 7,
    "deeper than any": [
        ["Constant", None, [1, None]],
        *(["UnaryOp", None, [{"bare": "Not"}, {"node": n}]] for n in range(300)),
        ["Module", None, [[{"node": 300}], []]],
    ],
}


@pytest.mark.parametrize("kind", NO_TREES)
def test_what_is_no_tree_is_not_taken_for_one(kind: str) -> None:
    with pytest.raises(WireError, match="no syntax tree"):
        from_plain(NO_TREES[kind])


CLAIM: dict[str, Any] = {
    "files": [["a.py", 2]], "left_out": [], "notebook": None, "places": [], "unreadable": None,
}  # fmt: skip
CLAIMS: dict[str, dict[str, Any]] = {
    "a file outside": {"files": [["../a.py", 2]]},
    "a file at the root": {"files": [["/a.py", 2]]},
    "more than was sent": {"files": [["a.py", 3]]},
    "less than was sent": {"files": [["a.py", 1]]},
    "below nothing": {"files": [["a.py", -1], ["b.py", 3]]},
    "no name": {"files": [[1, 2]]},
    "places without end": {"notebook": "hw.ipynb", "places": [["a.py", 10**9]]},
    "notes of another kind": {"left_out": [7]},
    "nothing at all": {"files": None},
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_a_reader_that_was_taken_over_is_not_believed(kind: str) -> None:
    assert Made.from_frame(Frame(CLAIM, b"xy"), SizeLimits(), "{number}").files == {"a.py": b"xy"}
    with pytest.raises(WireError, match="no submission"):
        Made.from_frame(Frame(CLAIM | CLAIMS[kind], b"xy"), SizeLimits(), "{number}")


def test_an_answer_that_is_none_ends_one_reading() -> None:
    with Reader() as reader, pytest.raises(ReadingEnded, match="ValueError"):
        reader.ask({"do": "dance", "files": []}, b"")


def test_of_generated_hand_ins_none_is_lost_and_none_takes_more_than_its_time() -> None:
    outcomes, _, wrong = fuzz(first=0, count=400)
    assert wrong == []
    assert sum(outcomes.values()) == 400
    assert outcomes["read"] > 100 < outcomes["unreadable"]
