"""A near miss of place: what was found is said, and the command that works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.cli.elsewhere import found_at, found_in
from grader.course.marks import shipped_contract
from grader.submission.arrangement import arranged

FILES = shipped_contract().files
NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that one is in; `given` writes files into it."""
    folder = tmp_path / "course" / "exercises"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def given(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(NOTEBOOK if ".ipynb" in name else "", encoding="utf-8")


def told(path: str) -> tuple[str, str]:
    found, words = found_at(Path(path), None, "check")
    return found, " ".join(words)


@pytest.mark.parametrize("named", ["exercises", "Exercises", "course/exercises", "./exercises/"])
def test_being_in_the_folder_already(here: Path, named: str) -> None:
    given("backward.py")
    found, command = told(named)
    assert found == f"you are in {Path(named)} already"
    assert command == "mnist-grade check ."


def test_a_folder_that_is_below_the_one_that_one_is_in(here: Path) -> None:
    given("work/backward.py")
    assert told("exercises/work") == ("you are in exercises already", "mnist-grade check work")
    assert told("wrok") == ("work is there", "mnist-grade check work")


def test_another_folder_where_the_work_is_right_here(here: Path) -> None:
    given("Backward.py")
    assert told("solutions") == ("Backward.py is right here", "mnist-grade check .")


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("work/backward.py", "work/backward.py"),
        ("work/backward.py", "work/Backward.py"),
        ("work/backward.py", "work/backward.py.txt"),
        ("work/Backward.py", "work/backward.py"),
        ("work/backward.py.txt", "work/backward.py.txt"),
    ],
)
def test_one_file_of_the_work_in_place_of_its_folder(here: Path, named: str, there: str) -> None:
    given(there)
    found, command = told(named)
    assert found.startswith(there)
    assert found.endswith("is one file of the work; its folder is what is checked")
    assert ("(read as backward.py)" in found) is (there != "work/backward.py")
    assert command == "mnist-grade check work --exercise backward"


@pytest.mark.parametrize("named", ["homework", "homework.py", "HOMEWORK.ipynb", "homewrok.ipynb"])
def test_a_name_that_is_like_the_notebooks(here: Path, named: str) -> None:
    given("homework.ipynb")
    command = "mnist-grade check homework.ipynb"
    assert told(named) == ("homework.ipynb is there", command)


def test_a_file_beside_its_notebook(here: Path) -> None:
    given("homework.ipynb", "homework.py")
    found, command = told("homework.py")
    assert (found, command) == (
        "the notebook homework.ipynb lies beside it", "mnist-grade check homework.ipynb",
    )  # fmt: skip


@pytest.mark.parametrize("named", ["homework.ipynb.txt", "homework.ipynb", "homework", "."])
def test_a_notebook_with_an_ending_too_much(here: Path, named: str) -> None:
    given("homework.ipynb.txt")
    found, command = told(named)
    assert "homework.ipynb.txt is a notebook with an ending too much; rename it" in found
    assert command == "mnist-grade check homework.ipynb"


@pytest.mark.parametrize("named", ["backward.ipynb", "."])
def test_python_in_the_notebooks_name(here: Path, named: str) -> None:
    Path("backward.ipynb").write_text("def backward(optimizer, loss): ...\n", encoding="utf-8")
    found, command = told(named)
    assert "backward.ipynb holds no notebook; if it is Python, rename it to backward.py" in found
    assert command == "mnist-grade check . --exercise backward"


def test_a_file_in_a_folder_of_its_own(here: Path) -> None:
    given("Backward/backward.py", "Forward/forward.py")
    found, words = found_in(Path(), ["backward.py"], ["backward"], None)
    assert found == "backward.py lies in Backward"
    assert " ".join(words) == "mnist-grade check Backward --exercise backward"
    notes = arranged(["Backward/backward.py", "Forward/forward.py"], FILES).notes
    assert notes[0] == "Backward: holds backward.py; put the course's files into one folder"
    (note,) = arranged(["forward.py", "Backward/backward.py"], FILES).notes
    assert note == "Backward: holds backward.py, which belongs beside the others: move it up"


def test_a_file_of_a_folders_name_alone_is_read() -> None:
    assert arranged(["Backward/backward.py"], FILES).files == {
        "backward.py": "Backward/backward.py"
    }


def test_a_text_in_a_files_name_is_told_and_not_read() -> None:
    made = arranged(["loss.py", "backward.txt", "loss.txt", "Explain.yml"], FILES)
    assert "backward.py" not in made.files
    assert made.notes == (
        "backward.txt: not read; if it is backward.py, give it that name",
        "Explain.yml: not read; if it is explain.yaml, give it that name",
    )


def test_where_nothing_is_like_it_nothing_is_said(here: Path) -> None:
    given("notes/todo.md")
    assert told("work") == told("backward.py") == told("no/where") == ("", "")


@pytest.mark.parametrize("command", ["check", "watch", "train"])
def test_the_line_of_a_command_ends_with_the_command_that_works(here: Path, command: str) -> None:
    given("backward.py")
    done = CliRunner().invoke(main, [command, "exercises"])
    assert done.exit_code == 2
    works = f"you are in exercises already: mnist-grade {command} .\n"
    assert done.stderr == f"mnist-grade: exercises: there is no such file or folder; {works}"
