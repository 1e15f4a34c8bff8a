"""The course is a test suite: wrong submissions are named, right ones get everything."""

from __future__ import annotations

import zlib
from collections import Counter

import pytest
from corpus import Example, examples, known_sentences, misses

from grader.judge.grading import Judge
from grader.judge.proof import Prover
from grader.results.verdict import Grade
from grader.submission.submission import Submission

# One in five is graded whole, to see that no point is lost elsewhere; the bench does them all.
WHOLE = 5

pytestmark = pytest.mark.long


def is_whole(example: Example) -> bool:
    return zlib.crc32(example.id.encode()) % WHOLE == 0


def graded(example: Example, judge: Judge, solutions: Submission) -> Grade:
    chosen = None if is_whole(example) else [example.exercise]
    return judge.grade(example.submission(solutions), chosen, proven=False)


@pytest.mark.sampled(45)
@pytest.mark.parametrize("example", examples("wrong"), ids=lambda example: example.id)
def test_a_wrong_submission_is_named_and_loses_points_in_its_exercise_alone(
    example: Example, judge: Judge, solutions: Submission
) -> None:
    assert misses(example, graded(example, judge, solutions)) == []


@pytest.mark.sampled(25)
@pytest.mark.parametrize("example", examples("right"), ids=lambda example: example.id)
def test_an_unusual_right_submission_gets_full_marks_and_no_finding(
    example: Example, prover: Prover, solutions: Submission
) -> None:
    files = example.submission(solutions).files
    exercises = () if is_whole(example) else (example.exercise,)
    assert [str(problem) for problem in prover.spelling(files, example.id, *exercises)] == []


def test_every_wrong_submission_has_its_sentences_and_nothing_else_has() -> None:
    wrong = (*examples("wrong"), *examples("wrong", "practice"))
    assert known_sentences().keys() == {example.id for example in wrong}


def test_the_corpus_is_as_large_as_it_claims() -> None:
    wrong, right = examples("wrong"), examples("right")
    assert len(wrong) >= 400
    assert len(right) >= 150
    assert {"forward", "loss", "backward", "step", "train"} <= {e.exercise for e in right}


def test_so_is_that_of_the_second_course_with_some_of_each_exercise() -> None:
    wrong, right = examples("wrong", "practice"), examples("right", "practice")
    assert (len(wrong) >= 90, len(right) >= 40) == (True, True)
    assert min(Counter(e.exercise for e in wrong).values()) >= 9
    assert min(Counter(e.exercise for e in right).values()) >= 4
