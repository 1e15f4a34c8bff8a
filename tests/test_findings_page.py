"""What is written about the findings is what the catalogue says, and quick to be had."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from grader.cli import main
from grader.findings.catalogue import by_code
from grader.judge.grading import Judge
from grader.learn.progress import note_check, recall
from grader.learn.standing import Standing
from grader.report.catalogue_page import findings_page
from grader.report.why import in_words, print_page
from grader.submission.submission import Submission

ROOT = Path(__file__).parent.parent


def test_the_page_of_the_findings_is_fresh() -> None:
    written = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert written == findings_page(), "python -m grader.report.catalogue_page > docs/findings.md"


def test_the_catalogue_is_read_without_torch() -> None:
    program = (
        "import sys; from grader.findings.catalogue import catalogue; assert len(catalogue()) > 70;"
        "sys.exit(bool({'torch', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_why_needs_no_torch() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from grader.cli import main;"
        "assert CliRunner().invoke(main, ['why', 'missing-zero-grad']).exit_code == 0;"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("code", by_code())
def test_every_finding_has_a_page_in_the_terminal(code: str) -> None:
    done = CliRunner().invoke(main, ["why", code])
    assert done.exit_code == 0
    assert done.output.startswith(f"{code}\nin ")
    assert "Hint:" in done.output


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("code", [code for code, found in by_code().items() if found[0].good])
def test_a_page_shows_right_code_only_where_it_is_asked_for(code: str) -> None:
    entries_here = by_code()[code]
    shown = [source for e in entries_here for source in (e.bad, *e.beside.values())]
    wrong = set().union(*map(lines_of, shown))
    answers = {line for e in entries_here for line in lines_of(e.good)} - wrong
    plain, whole = (CliRunner().invoke(main, ["why", code, *f]).output for f in ((), ("--right",)))
    assert not answers & lines_of(plain)
    assert answers <= lines_of(whole)
    assert "gives an answer away" in plain
    assert plain.rstrip().endswith(f"mnist-grade why {code} --right")


def test_why_alone_lists_every_code() -> None:
    done = CliRunner().invoke(main, ["why"])
    assert done.exit_code == 0
    assert [code for code in by_code() if f"  {code}  " not in done.output] == []


def test_a_mistyped_code_is_a_wrong_command_line_and_the_right_one_is_offered() -> None:
    done = CliRunner().invoke(main, ["why", "missing_zero_grads"])
    assert done.exit_code == 2
    assert "missing-zero-grad" in done.output


def test_what_is_filled_in_later_stands_in_words() -> None:
    assert in_words("{name}: {what} {caret}") == "<the function>: <what was compared> "


def test_why_after_a_check_begins_with_what_was_found_in_ones_own_work() -> None:
    own = Standing(
        False, code="missing-zero-grad", file="backward.py", line=6, message="16 times too long."
    )
    console = Console(width=80, file=io.StringIO())
    print_page("missing-zero-grad", console, own=[own])
    text = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
    assert "Your own 16 times too long. (backward.py:6)" in text
    assert "<" not in text
    assert "Believed" in text


def graded(path: Path, judge: Judge, solutions: Submission, exercise: str, code: str) -> None:
    """Remember what a check says of an exercise whose file is this code."""
    files = solutions.files | {f"{exercise}.py": code.encode()}
    grade = judge.grade(Submission("work", files), [exercise], proven=False)
    note_check(path, None, grade.exercises, grade.trace)


def why(code: str) -> str:
    said = CliRunner().invoke(main, ["why", code], catch_exceptions=False).output
    return " ".join(said.split())


def test_why_exception_shows_the_one_that_happened(
    judge: Judge, solutions: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = "def backward(optimizer, loss):\n    loss.item().backward()\n"
    graded(tmp_path, judge, solutions, "backward", source)
    text = why("exception")
    assert "Your own backward.py, line 2, raised AttributeError: 'float' object has no" in text
    assert "(backward.py:2)" in text
    assert "A number knows how it was computed." in text
    assert "graphics card" not in text


def test_why_shows_the_numbers_of_every_exercise_and_of_a_second_finding(
    judge: Judge, solutions: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    graded(tmp_path, judge, solutions, "backward",
           "def backward(optimizer, loss):\n    loss.backward()\n")  # fmt: skip
    train = solutions.files["train.py"].decode().replace("    optimizer.zero_grad()\n", "")
    train = train.replace("    model.eval()\n", "")
    graded(tmp_path, judge, solutions, "train", train)
    standing = recall().exercises["train"]
    assert (standing.code, [more.code for more in standing.more]) == (
        "missing-zero-grad", ["eval-mode-missing"],
    )  # fmt: skip
    assert why("missing-zero-grad").count("Your own") == 2
    text = why("eval-mode-missing")
    assert "Your own The model is measured in training mode:" in text
    assert "<" not in text
