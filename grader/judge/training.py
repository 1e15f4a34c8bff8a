"""A learner's training at length as who watches it has it: begun, an epoch at a time, ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from grader.course.course import Course, Exercise
from grader.judge.job import pack
from grader.judge.process import JudgeProcess
from grader.results.at_length import AtLength, Epoch, Learned
from grader.results.trained import Metrics
from grader.submission.submission import Submission


def trainings_of(course: Course) -> dict[str, Exercise]:
    """The exercises of a course in which something is trained, by the model of each."""
    return {e.uses.model: e for e in course.exercises if e.uses is not None}


def begun(course: Course, exercise: Exercise, planned: int) -> AtLength:
    """A training before its start."""
    assert exercise.uses is not None
    given = course.targets
    targets = Metrics("the course began with", **given.model_dump()) if given else None
    uses = exercise.uses
    return AtLength(uses.model, uses.loop, uses.measure or "", "", planned, targets)


def train(
    judge: JudgeProcess,
    submission: Submission,
    exercise: Exercise,
    training: AtLength,
    stopped: Callable[[], bool],
) -> Iterator[AtLength]:
    """The training after its start and after each epoch; the last one says what was learned.

    Where it is `stopped`, it ends after the epoch in hand.

    Raises:
        GradeError: nothing can be trained here.
        JudgeDied: the judge is gone.
    """
    judge.hand_to_train(pack(submission), exercise.id)
    started = time.monotonic()
    while training.done < training.planned and not (stopped() and training.done):
        said = judge.ask({"ask": "next"})
        if "ended" in said:
            training = replace(training, ended=said["ended"], why=said["why"])
            break
        training = replace(training, dataset=said["dataset"])
        training = training.after(Epoch.from_json(said["epoch"]), time.monotonic() - started)
        yield training
    said = judge.ask({"ask": "end"})
    learned = Learned.from_json(said["learned"]) if said["learned"] else None
    yield replace(training, learned=learned)
