"""Every entry of the catalogue is true: its bad example is named by it, its good one by nothing."""

from __future__ import annotations

import pytest

from grader.findings import Misconception, catalogue
from grader.findings.example import files_with
from grader.judge.grading import Judge
from grader.marks import shipped_contract
from grader.submission import Submission
from grader.verdict import Grade

SHOWN = [entry for entry in catalogue() if entry.file]
EXERCISE_OF = {file: file.partition(".")[0] for file in shipped_contract().files}

every_example = pytest.mark.parametrize(
    "entry", SHOWN, ids=[f"{n}-{e.code}" for n, e in enumerate(SHOWN)]
)


def codes(grade: Grade, severity: str = "error") -> set[str]:
    return {f.code for e in grade.exercises for f in e.findings if f.severity == severity}


@every_example
def test_a_bad_example_gets_its_code_and_no_other(
    entry: Misconception, judge: Judge, solutions: Submission
) -> None:
    submission = Submission("bad", files_with(entry, "bad", solutions.files))
    grade = judge.grade(submission, [EXERCISE_OF[entry.file]])
    assert grade.status == "graded", grade.error
    assert codes(grade, entry.severity) == {entry.code}
    assert grade.passed == (entry.severity == "warning")
    assert entry.severity == "error" or not codes(grade)


@every_example
def test_a_good_example_gets_full_marks_and_no_finding(
    entry: Misconception, judge: Judge, solutions: Submission
) -> None:
    submission = Submission("good", files_with(entry, "good", solutions.files))
    grade = judge.grade(submission, [EXERCISE_OF[entry.file]])
    assert codes(grade) == set() == codes(grade, "warning")
    assert grade.passed, grade.error
