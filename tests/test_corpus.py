"""The course is a test suite: wrong submissions are named, right ones get everything."""

from __future__ import annotations

import zlib

import pytest
from corpus import Example, examples, known_sentences, sentences

from grader.judge.grading import Judge
from grader.judge.proof import Prover
from grader.results.verdict import Grade, Severity
from grader.submission.submission import Submission

# One in five is graded whole, to see that no point is lost elsewhere; the bench does them all.
WHOLE = 5


def is_whole(example: Example) -> bool:
    return zlib.crc32(example.id.encode()) % WHOLE == 0


def graded(example: Example, judge: Judge, solutions: Submission) -> Grade:
    chosen = None if is_whole(example) else [example.exercise]
    return judge.grade(example.submission(solutions), chosen, proven=False)


def errors(grade: Grade) -> set[str]:
    """The codes of the findings that cost points."""
    found = [f for exercise in grade.exercises for f in exercise.findings]
    return {f.code for f in found if f.severity is Severity.ERROR}


@pytest.mark.sampled(60)
@pytest.mark.parametrize("example", examples("wrong"), ids=lambda example: example.id)
def test_a_wrong_submission_is_named_and_loses_points_in_its_exercise_alone(
    example: Example, judge: Judge, solutions: Submission
) -> None:
    grade = graded(example, judge, solutions)
    assert grade.status == "graded"
    given = {f.code for exercise in grade.exercises for f in exercise.findings}
    assert example.codes <= given if example.both else given & example.codes
    assert errors(grade) <= example.codes
    lost = {exercise.id for exercise in grade.exercises if not exercise.passed}
    assert lost == ({example.exercise} if errors(grade) else set())
    # `python bench/naming.py --quick --plain --write-sentences` writes them anew: read the diff.
    assert sentences(grade, example.exercise) == known_sentences()[example.id]


@pytest.mark.sampled(30)
@pytest.mark.parametrize("example", examples("right"), ids=lambda example: example.id)
def test_an_unusual_right_submission_gets_full_marks_and_no_finding(
    example: Example, prover: Prover, solutions: Submission
) -> None:
    files = example.submission(solutions).files
    exercises = () if is_whole(example) else (example.exercise,)
    assert [str(problem) for problem in prover.spelling(files, example.id, *exercises)] == []


def test_every_wrong_submission_has_its_sentences_and_nothing_else_has() -> None:
    assert known_sentences().keys() == {example.id for example in examples("wrong")}


def test_the_corpus_is_as_large_as_it_claims() -> None:
    wrong, right = examples("wrong"), examples("right")
    assert len(wrong) >= 400
    assert len(right) >= 150
    assert {"forward", "loss", "backward", "step", "train"} <= {e.exercise for e in right}
