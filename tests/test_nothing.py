"""Where a folder holds no file of the course, the report is short and says where to look."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from grader.cli import main
from grader.course.course import built_in_course
from grader.course.marks import shipped_contract
from grader.judge.grading import Judge
from grader.report.nothing import absent_files, print_nothing
from grader.results.verdict import Grade
from grader.submission.near import folder_nearby
from grader.submission.submission import Submission


@pytest.fixture
def empty(judge: Judge) -> Grade:
    return judge.grade(Submission("work", {"notes.txt": b""}))


def printed(grade: Grade, *found: object) -> str:
    text = io.StringIO()
    print_nothing(grade, absent_files(grade), Console(width=80, file=text), *found)  # type: ignore[arg-type]
    return text.getvalue()


def test_the_document_is_whole_and_the_report_is_short(empty: Grade) -> None:
    assert not empty.passed
    assert all(e.findings and e.checks and e.score == 0 for e in empty.exercises)
    text = printed(empty)
    assert "None of these files is in work" in text
    assert all(name in text for name in shipped_contract().files)
    assert text.endswith("    mnist-grade start work\n")
    assert text.count("\n") < 10


def test_one_exercise_is_named_by_its_file(judge: Judge) -> None:
    assert "There is no backward.py in work." in printed(
        judge.grade(Submission("work", {}), ["backward"])
    )


def test_a_file_that_is_there_makes_it_a_report_like_any_other(
    judge: Judge, solutions: Submission
) -> None:
    files = {"loss.py": solutions.files["loss.py"]}
    assert absent_files(judge.grade(Submission("work", files), ["loss", "backward"])) == []


def test_a_name_that_is_hostile_stays_text(empty: Grade) -> None:
    text = printed(empty, "x\x1b[31m\n lies there", ("mnist-grade check", "'x\x1b[31m\n'"))
    assert "\x1b" not in text
    assert "Found: x lies there:\n    mnist-grade check 'x '\n" in text


@pytest.mark.parametrize(("options", "told"), [((), True), (("--json", "-"), False)])
def test_a_terminal_is_told_that_it_is_being_checked_and_forgets_it(
    options: tuple[str, ...], told: bool
) -> None:
    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "grader.cli", "check", "nowhere", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, check=False)
    said = os.read(reader, 1000).decode()
    os.close(terminal)
    os.close(reader)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith("checking ...\r            \rmnist-grade: ") is told
    assert ("checking" in said) is told


def test_a_pipe_is_told_nothing_but_the_result() -> None:
    command = [sys.executable, "-m", "grader.cli", "check", "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == "mnist-grade: nowhere: there is no such file or folder\n"


@pytest.mark.parametrize("place", ["deep/er/work", ".."])
def test_a_folder_below_or_above_that_holds_the_files_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    given = tmp_path / "given"
    (given / "deep" / "er" / "work").mkdir(parents=True)
    monkeypatch.chdir(given)
    assert folder_nearby(Path(), shipped_contract().files) is None
    (given / place / "backward.py").write_text("")
    assert str(folder_nearby(Path(), shipped_contract().files)) == place


def test_a_folder_without_what_is_missing_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    for place in (tmp_path, tmp_path / "work"):
        (place / "backward.py").write_text("")
    assert folder_nearby(tmp_path, ["loss.py"]) is None
    assert folder_nearby(tmp_path, ["backward.py"]) == tmp_path / "work"


def test_the_command_to_run_next_names_the_folder_that_has_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    deep, other = Path("here/a b/deep"), Path("here/b/other")
    deep.mkdir(parents=True)
    other.mkdir(parents=True)
    command = ["check", "here", "--exercise", "explain", "--course", str(built_in_course())]
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 1
    assert "    mnist-grade start work\nCourse: " in said.output
    for folder in (deep, other):
        (folder / "explain.yaml").write_text("")
    said = CliRunner().invoke(main, command).output
    assert "Note  a b/deep: one of 2 folders that hold the course's files" in said
    assert "Found: explain.yaml lies in here/a b/deep:\n" in said
    assert "    mnist-grade check 'here/a b/deep' --exercise explain\n" in said
