"""The notebook that `start --notebook` gives: filled in and checked, it gets full marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from corpus import ROOT

from grader.cli import main
from grader.course.course import Course, built_in_course, load_course
from grader.course.edition import starters_of
from grader.course.shipped import record_named
from grader.course.starter_notebook import starter_notebook
from grader.judge.grading import Judge
from grader.submission.submission import read_submission

COURSE = load_course(built_in_course())


def start(*words: object) -> Result:
    return CliRunner().invoke(main, ["start", *map(str, words)], catch_exceptions=False)


def cells(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def filled_in(path: Path, course: Course) -> None:
    """Put the solutions where the starters stand, as a learner would."""
    notebook, starters = json.loads(path.read_text(encoding="utf-8")), starters_of(course)
    left = {e.file for e in course.exercises}
    for cell in notebook["cells"]:
        for file in [*left]:
            starter = starters[file].decode().strip()
            solution = (course.folder.solutions / file).read_text(encoding="utf-8").strip()
            if starter in cell["source"]:
                cell["source"] = cell["source"].replace(starter, solution)
                left.remove(file)
    assert not left
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize("which", ["judge", "second"])
def test_filled_in_it_gets_full_marks(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    judge: Judge = request.getfixturevalue(which)
    course = judge.course
    named = ["--course", course.name] if record_named(course.name) else []
    assert start(tmp_path, "--notebook", *named).exit_code == 0
    (path,) = tmp_path.iterdir()
    filled_in(path, course)
    grade = judge.grade(read_submission(path, wanted=course.wanted))
    assert [f.code for e in grade.exercises for f in e.findings] == []
    assert sum(e.score for e in grade.exercises) == sum(e.max_score for e in grade.exercises)


def test_as_it_comes_nothing_is_written_and_nothing_is_given_away(
    tmp_path: Path, judge: Judge
) -> None:
    start(tmp_path / "mine.ipynb", "--notebook")
    grade = judge.grade(read_submission(tmp_path / "mine.ipynb", wanted=COURSE.wanted))
    codes = {f.code for e in grade.exercises for f in e.findings}
    assert codes == {"not-implemented", "missing-answer"}
    assert "BEGIN SOLUTION" not in (tmp_path / "mine.ipynb").read_text()


def test_it_says_how_predictions_are_written_before_the_cell_for_them() -> None:
    notebook = json.loads(starter_notebook(COURSE))
    texts = [cell["source"] for cell in notebook["cells"]]
    place = next(i for i, text in enumerate(texts) if text.startswith("predictions ="))
    assert "Write a word after each colon" in texts[place - 1]
    assert "begins with a dash" in texts[place - 1]
    checks = [text for text in texts if text.startswith("check(")]
    assert len(checks) == len(COURSE.exercises) + 1
    assert any("## By hand" in text for text in texts), "the lesson is in it"


def test_nothing_is_overwritten_and_a_course_of_ones_own_has_one_too(tmp_path: Path) -> None:
    start(tmp_path, "--notebook")
    (path,) = tmp_path.iterdir()
    path.write_text("mine")
    assert "left as it is" in start(tmp_path, "--notebook").output
    assert path.read_text() == "mine"
    own = ROOT / "tests" / "courses" / "own-data"
    assert start(tmp_path / "own", "--notebook", "--course", own).exit_code == 0
    (made,) = (tmp_path / "own").iterdir()
    assert any("def make_loss" in cell["source"] for cell in cells(made))
