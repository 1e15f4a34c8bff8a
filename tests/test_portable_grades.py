"""Both ways of starting workers give one grade: a fixed sample of the corpus, graded by each.

`bench/documents.py` compares all of it, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from corpus import Example, sample
from ways import differences, of_either_way

from grader.judge.once import setup_for
from grader.judge.process import KeptJudge
from grader.sandbox.ways import VARIABLE, Way, offers_sealed
from grader.submission.submission import Submission

SAMPLE = 40

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not offers_sealed(), reason="this platform has one way alone"),
]


Graded = Callable[[Way, Submission, str], dict[str, Any]]


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """Grade a submission by one of the ways; in one exercise, but for those that are folders."""
    setup = setup_for(None, "digits")
    known = {exercise.id for exercise in setup.course.exercises}
    with KeptJudge(setup) as one, KeptJudge(setup) as other, pytest.MonkeyPatch.context() as patch:
        judges = {Way.SEALED: one, Way.PORTABLE: other}

        def grade(way: Way, submission: Submission, exercise: str) -> dict[str, Any]:
            patch.setenv(VARIABLE, way.value)
            return judges[way].grade(submission, {exercise} & known or None).to_json()

        yield grade


@pytest.mark.parametrize("example", sample(SAMPLE), ids=lambda example: example.id)
def test_a_document_is_the_same_whichever_way_workers_are_started(
    example: Example, graded: Graded, solutions: Submission
) -> None:
    submission = example.submission(solutions)
    sealed, portable = (graded(way, submission, example.exercise) for way in Way)
    assert (sealed["level"], portable["level"]) == ("sealed", "none")
    assert list(differences(*of_either_way(sealed, portable))) == []
    # Where no seal stands around it, no edit of a learner's code is ever run.
    assert not any("proven" in f for e in portable["exercises"] for f in e["findings"])


def test_a_difference_is_seen() -> None:
    one = {"score": 1, "seconds": 2, "exercises": [{"id": "a", "findings": [], "score": 1}]}
    other = {"score": 0, "seconds": 3, "exercises": [{"id": "a", "findings": [], "score": 0}]}
    assert {way for way, _, _ in differences(*of_either_way(one, other))} == {
        ".score", ".exercises[0].score",
    }  # fmt: skip
    other["exercises"][0]["findings"] = [{"code": "memory-limit"}]  # type: ignore[index]
    assert list(differences(*of_either_way(one, other))) == []
