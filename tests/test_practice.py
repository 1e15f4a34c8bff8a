"""The second course that ships: a folder like any other, named by its name, and proven."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from corpus import Example, examples, misses

from grader.cli import main
from grader.course.course import load_course
from grader.course.shipped import named_courses, record_named
from grader.course.starters import cut
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge
from grader.judge.proof import Prover
from grader.submission.submission import Submission

RECORD = record_named("practice")
assert RECORD is not None
HERE = RECORD.parent
COURSE = load_course(RECORD)
SOLUTIONS = {path.name: path.read_text() for path in sorted((HERE / "solutions").iterdir())}
HANDED = Submission("solutions", {name: text.encode() for name, text in SOLUTIONS.items()})
FUNCTIONS = [e for e in COURSE.exercises if e.kind != "predictions"]


@pytest.fixture
def judge(second: Judge) -> Judge:
    return second


def test_it_has_nine_exercises_and_predictions_for_a_hundred_points() -> None:
    assert (len(FUNCTIONS), len(COURSE.exercises), COURSE.max_score) == (9, 10, 100)
    assert {len(exercise.hints) for exercise in COURSE.exercises} == {5}


def test_solutions_get_full_marks_and_starters_none(judge: Judge) -> None:
    grade = judge.grade(HANDED)
    assert [(e.id, e.score) for e in grade.exercises if not e.passed] == []
    starters = {n: cut(t, yaml=n.endswith(".yaml")).encode() for n, t in SOLUTIONS.items()}
    grade = judge.grade(Submission("starters", starters))
    assert grade.score == 0
    codes = {f.code for e in grade.exercises for f in e.findings}
    assert codes == {"not-implemented", "missing-answer"}


RIGHT = sorted((HERE / "right").rglob("*.py"))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("path", RIGHT, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_right_code_in_another_spelling_is_not_accused(judge: Judge, path: Path) -> None:
    files = {f"{path.parent.name}.py": path.read_bytes()}
    (result,) = judge.grade(Submission("right", files), [path.parent.name]).exercises
    assert [c.id for c in result.checks if not c.passed] == []
    assert result.findings == ()


def test_a_check_of_another_function_follows_from_no_mistake_of_the_first(judge: Judge) -> None:
    text = SOLUTIONS["by_hand.py"]
    for right, wrong in (
        ("flow.sum(dim=0)", "flow.sum(dim=0) + 3"),
        ("errors / len(labels)", "errors / len(labels) + 3"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    grade = judge.grade(Submission("two", {"by_hand.py": text.encode()}), ["by_hand"], proven=False)
    (result,) = grade.exercises
    failed = {c.id: c.follows_from for c in result.checks if not c.passed}
    assert failed == {"linear-layer": None, "cross-entropy": None}


@pytest.mark.sampled(9)
@pytest.mark.parametrize("example", examples("wrong", "practice"), ids=lambda e: e.id)
def test_a_wrong_submission_of_its_corpus_is_named(judge: Judge, example: Example) -> None:
    grade = judge.grade(example.submission(HANDED), [example.exercise], proven=False)
    assert misses(example, grade) == []


@pytest.mark.sampled(5)
@pytest.mark.parametrize("example", examples("right", "practice"), ids=lambda e: e.id)
def test_a_right_submission_of_its_corpus_is_not_accused(judge: Judge, example: Example) -> None:
    files = example.submission(HANDED).files
    problems = Prover(judge).spelling(files, example.id, example.exercise)
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_an_exercise_names_at_least_four_mistakes_of_its_own(exercise: object) -> None:
    own = [e for e in catalogue(COURSE.folder) if e.exercises == (exercise.id,)]  # type: ignore[attr-defined]
    assert len(own) >= 4
    assert all(e.believes and e.why and e.hint for e in own)


def test_a_course_that_ships_is_taken_by_its_name_and_a_folder_of_that_name_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "course.yaml").write_text("name: not this one\n")
    assert named_courses() == ("practice",)
    done = CliRunner().invoke(main, ["start", "work", "--course", "practice"])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "work").iterdir()} == {*SOLUTIONS, "README.md"}
    done = CliRunner().invoke(main, ["hint", "--course", "./practice"])
    assert done.exit_code == 2, done.output
