"""What the plays of a submission have left to be shown: the calls of a step, and a training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grader.course.course import Exercise
from grader.course.orders import makes_a_step, orders_of
from grader.course.settings import Targets
from grader.course.shipped import CourseFolder
from grader.examiner.examiner import Examiner
from grader.results.trained import Metrics, Training


def calls_shown(
    folder: CourseFolder, exercises: Sequence[Exercise], examiners: Mapping[str, Examiner]
) -> tuple[dict[str, object], ...]:
    """The trace of the first training step, else of the first play that has one; open checks'."""
    records = [
        record
        for exercise in exercises
        for record in examiners[exercise.id].records
        if record.trace and record.check not in exercise.secret
    ]
    if not records:
        return ()
    whole = {name for name, (own, *_) in orders_of(folder).items() if makes_a_step(own)}
    shown = next((r for r in records if r.work.function in whole), records[0])
    scene = {"scene": shown.work.scene}
    return tuple({k: e[k] for k in e if k != "own_line"} | scene for e in shown.trace)


def training_shown(examiners: Iterable[Examiner], given: Targets | None) -> Training | None:
    """All trainings of a submission as one, beside the course's targets."""
    trained = [e.trained for e in examiners if e.trained is not None]
    if not trained:
        return None
    return replace(
        trained[0],
        metrics=tuple(m for t in trained for m in t.metrics),
        before=tuple(m for t in trained for m in t.before),
        targets=Metrics("The course's targets", **given.model_dump()) if given else None,
        asked=max((t.asked for t in trained if t.asked is not None), default=None),
    )
