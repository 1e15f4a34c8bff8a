"""What a worker claims and what the judge measured are two things; only one is called measured."""

from __future__ import annotations

import pytest

from grader.course.course import built_in_course, load_course
from grader.examiner.record import Measured, Record
from grader.findings import Case, Misconception
from grader.findings.catalogue import catalogue
from grader.frames.keys import parsed
from grader.judge.notebook_places import Places
from grader.judge.wording import said
from grader.scenes import Sight, Work

CODES = ("accuracy-below-threshold", "weights-not-from-training")


def entry(code: str) -> Misconception:
    return next(entry for entry in catalogue() if entry.code == code)


def case(measured: Measured | None) -> Case:
    """A training whose worker claims an accuracy of 77 % and a distance of 5 %."""
    claims = {"accuracy": 0.77, "distance": 0.05, "threshold": 0.01, "used": 3, "samples": 2}
    record = Record(
        "it-trains", Work("train SimpleNN", "training"), Sight(claims=parsed(claims)), None, []
    )
    record.measured = measured
    return Case("train", "train.py", "train SimpleNN", ((record, Sight()),))


@pytest.mark.parametrize("code", CODES)
def test_an_accuracy_that_the_worker_claims_is_never_told_as_measured(code: str) -> None:
    exercise = next(e for e in load_course(built_in_course()).exercises if e.id == "train")
    told = said(entry(code), case(None), None, exercise, Places())
    assert "77" not in told
    assert "5%" not in told
    told = said(entry(code), case(Measured(0.5, 0.31, 0.8, 100)), None, exercise, Places())
    assert "31%" in told
    assert "50%" in told


def test_a_claim_names_no_training_that_the_judge_has_not_measured() -> None:
    found = [e.code for e in catalogue() if e.sees and "train" in e.exercises and not e.last_resort]
    assert "skipped-batches" in found
    sees = [entry("accuracy-below-threshold").sees, entry("skipped-batches").sees]
    assert [see(case(None)) for see in sees if see] == [False, False]
