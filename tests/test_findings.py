"""Every entry of the catalogue is true: its bad example is named by it, its good one by nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.course.course import load_course
from grader.findings import Misconception, catalogue, example
from grader.judge.grading import Judge
from grader.results.verdict import Grade
from grader.submission.submission import Submission

SHOWN = [entry for entry in catalogue() if entry.file]
# The engine's own examples are changes of the solutions of a course that nobody takes.
EXAMPLES = load_course(Path(example.__file__).parent / "example_course" / "course.yaml")
PLAIN = {path.name: path.read_bytes() for path in sorted(EXAMPLES.folder.solutions.glob("*.*"))}

every_example = pytest.mark.parametrize(
    "entry", SHOWN, ids=[f"{n}-{e.code}" for n, e in enumerate(SHOWN)]
)


def codes(grade: Grade, severity: str = "error") -> set[str]:
    return {f.code for e in grade.exercises for f in e.findings if f.severity == severity}


@pytest.fixture(scope="module")
def examples() -> Iterator[Judge]:
    with Judge(EXAMPLES) as judge:
        yield judge


@pytest.fixture
def graded(judge: Judge, examples: Judge, solutions: Submission) -> Callable[..., Grade]:
    """The grade of the solutions with an entry's bad or good example in its place."""

    def grade(entry: Misconception, which: example.Which) -> Grade:
        own = entry.file in EXAMPLES.contract.files
        files = example.files_with(entry, which, PLAIN if own else solutions.files)
        chosen = (examples if own else judge).course.exercises
        (exercise,) = (e.id for e in chosen if e.file == entry.file)
        return (examples if own else judge).grade(
            Submission(which, files), [exercise], proven=False
        )

    return grade


@every_example
def test_a_bad_example_gets_its_code_and_no_other(
    entry: Misconception, graded: Callable[..., Grade]
) -> None:
    grade = graded(entry, "bad")
    assert grade.status == "graded", grade.error
    assert codes(grade, entry.severity) == {entry.code}
    assert grade.passed == (entry.severity == "warning")
    assert entry.severity == "error" or not codes(grade)


@every_example
def test_a_good_example_gets_full_marks_and_no_finding(
    entry: Misconception, graded: Callable[..., Grade]
) -> None:
    grade = graded(entry, "good")
    assert codes(grade) == set() == codes(grade, "warning")
    assert grade.passed, grade.error


def test_every_entry_of_the_engine_that_has_an_example_has_one_of_its_own_course() -> None:
    engines = [entry for entry in SHOWN if entry.file in EXAMPLES.contract.files]
    assert {entry.code for entry in engines} >= {
        "crashed",
        "exception",
        "timeout",
        "wrong-signature",
    }
