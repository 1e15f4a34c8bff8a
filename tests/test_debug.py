"""A puzzle is one mistake of the catalogue that shows; its repair is graded like an exercise."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from grader.cli import asking, main
from grader.courses.mnist.explore import puzzles
from grader.courses.mnist.explore.puzzles import (
    FILE,
    PARTS,
    candidates,
    located_in,
    posed_in,
    submission,
    with_mistake,
)
from grader.judge.grading import Judge
from grader.report.debug import (
    print_locate,
    print_located,
    print_observed,
    print_posed,
    print_steps,
    print_verdict,
)
from grader.results.curves import Curves, look_different

LOOP = (Path(puzzles.__file__).parent / "templates" / "training-loop.py.txt").read_text()
posed = cache(puzzles.posed)
LOOPS_OWN = ("forward", "loss", "backward", "step", "train")
FLAT = Curves((1.0, 0.5), (1.0, 0.5), (0.5, 0.9), (0.5, 0.9))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["debug", *words], catch_exceptions=False)


def printed(grade, mistake=None, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width)
    print_verdict(grade, {FILE: "mine.py"}, mistake, console)
    return console.file.getvalue()


def test_the_right_loop_passes_everything(judge: Judge) -> None:
    grade = judge.grade(submission(LOOP.encode()), LOOPS_OWN)
    assert [f.code for e in grade.exercises for f in e.findings] == []
    assert grade.passed


@pytest.mark.parametrize(
    ("code", "exercise"),
    [("missing-zero-grad", "backward"), ("softmax-before-loss", "loss"), ("missing-step", "step")],
)
def test_a_mistake_is_still_observed_and_its_name_is_not_said(
    code: str, exercise: str, judge: Judge
) -> None:
    (mistake,) = (e for e in candidates() if e.code == code and exercise in e.exercises)
    grade = judge.grade(submission(with_mistake(LOOP, mistake).encode()), [exercise])
    assert not grade.passed
    assert code in {f.code for e in grade.exercises for f in e.findings}
    text = printed(grade)
    assert "still observed" in text
    assert "norm" not in text
    assert code not in text
    assert " ".join(mistake.message.split()[:4]) not in text


def test_the_same_number_is_the_same_puzzle() -> None:
    one, other = posed(7), puzzles.posed(7)
    assert one == other
    assert look_different(one.broken, one.right)
    assert posed_in(one.source.encode()) == one


def test_other_numbers_are_other_puzzles() -> None:
    assert len({posed(number).source.split("\n", 1)[1] for number in (5, 7)}) > 1


def test_there_are_many_mistakes_to_find() -> None:
    assert len(candidates()) > 40


@pytest.mark.parametrize("mistake", candidates(), ids=lambda entry: entry.code)
def test_a_puzzle_is_one_file_that_gives_nothing_away(mistake) -> None:
    source = with_mistake(LOOP, mistake)
    lines = source.splitlines()
    assert mistake.code not in source
    assert not re.search(r"^from (forward|loss|backward|step|train) ", source, re.M)
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert len(imports) == len(set(imports))
    assert "#" not in source
    compile(source, "puzzle.py", "exec")


def test_a_file_that_lost_its_number_is_checked_all_the_same() -> None:
    assert posed_in(LOOP.encode()) is None
    assert posed_in(b"\xff\x00") is None


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({}, False),
        ({"loss": (1.0, 0.52)}, False),
        ({"loss": (1.0, 0.6)}, True),
        ({"accuracy": (0.5, 0.92)}, False),
        ({"measured": (0.5, 0.8)}, True),
        ({"training_loss": (1.0, float("nan"))}, True),
        ({"training_loss": (1.0, float("inf"))}, True),
    ],
)
def test_curves_that_an_eye_can_tell_apart(changed: dict[str, tuple], seen: bool) -> None:
    assert look_different(replace(FLAT, **changed), FLAT) is seen


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_symptoms_are_drawn_and_written_in_numbers(encoding: str) -> None:
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, encoding=encoding), width=70)
    print_posed(7, 2, "p.py", console)
    print_locate(console)
    print_observed(replace(FLAT, loss=(1.0, float("nan"))), FLAT, console)
    print_steps("p.py", console)
    console.file.flush()
    text = raw.getvalue().decode(encoding)
    assert ("█" in text) is (encoding == "utf-8")
    assert "1 nan" in text
    assert "1 0.5" in text
    assert "mnist-grade debug --check p.py" in text


def test_a_new_puzzle_is_written_and_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "broken.py"
    done = run("--level", "2", "--seed", "5", "--out", str(target))
    assert done.exit_code == 0
    assert target.read_text() == posed(5).source
    assert run("--level", "2", "--seed", "6", "--out", str(target)).exit_code == 2
    assert target.read_text() == posed(5).source


def test_a_repair_is_recognised_and_then_named(tmp_path: Path) -> None:
    code = posed(7).mistake.code
    target = tmp_path / "mine.py"
    target.write_text(posed(7).source)
    before = run("--check", str(target))
    assert before.exit_code == 1
    assert code not in before.output
    head = target.read_text().split("\n\n")[0]
    target.write_text(f"{head}\n\n{LOOP}")
    after = run("--check", str(target))
    assert after.exit_code == 0
    assert f"mnist-grade why {code}" in after.output


@pytest.mark.parametrize("name", ["nothing.py", "."])
def test_a_file_that_cannot_be_read_is_a_wrong_command_line(name: str, tmp_path: Path) -> None:
    assert run("--check", str(tmp_path / name)).exit_code == 2


def test_an_error_in_the_file_is_told_with_its_place(judge: Judge) -> None:
    grade = judge.grade(submission(b"def train_step(model:\n"), ["backward"])
    assert "mine.py" in printed(grade)


def test_what_was_predicted_and_located_is_kept_in_the_file_and_told_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["1", "3"]
    monkeypatch.setattr(asking, "somebody_is_there", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: typed.pop())
    target = tmp_path / "p.py"
    assert run("--level", "2", "--seed", "7", "--out", str(target)).exit_code == 0
    text = target.read_text()
    assert "\nPredicted: It hardly moves.\nLocated: forward.\n" in text
    assert posed_in(text.encode()) == posed(7)
    assert located_in(text.encode()) == "forward"
    assert posed(7).part in PARTS
    compile(text, "p.py", "exec")
    console = Console(file=io.StringIO(), width=80)
    for guess in ("forward", "backward", ""):
        print_located(guess, "backward", console)
    assert console.file.getvalue() == (
        "You had located it in forward; it was in backward.\n"
        "It was in backward, where you had located it.\n"
    )


@pytest.mark.parametrize("level", [2, 3])
def test_a_level_has_mistakes_of_its_own_and_none_that_is_seen_at_a_glance(level: int) -> None:
    codes = {entry.code for entry in puzzles.of_level(level)}
    assert len(codes) >= 8
    assert not codes & puzzles.AT_A_GLANCE
    assert (codes <= puzzles.OF_CALLS) is (level == 2)
