"""What a judge's process does for a training at length: an epoch for each question, then the rest.

It gives no points. A mishap ends it with a sentence, and what was there until then is kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from multiprocessing.connection import Connection
from typing import Any

from grader.course.course import Course, Exercise
from grader.datasets import Dataset
from grader.errors import GradeError
from grader.examiner.at_length import Lasting
from grader.examiner.record import CheckFailed
from grader.examiner.solutions import read_solutions
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge, Staged
from grader.judge.notebook_places import Places
from grader.judge.wording import cut, place_in_words
from grader.results.at_length import to_json
from grader.results.verdict import Evidence
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.submission.submission import Submission


def serve_training(judge: Judge, submission: Submission, name: str, channel: Connection) -> None:
    """Answer each `next` with an epoch, or with why there is none, and `end` with what was learned.

    Raises:
        EOFError, ConnectionError: the parent has hung up.
    """
    try:
        (exercise,) = judge.course.chosen([name])
        with judge.staged(submission, 1) as staged:
            lasting = begun(judge.course, judge.dataset, exercise, staged)
            _answer_all(lasting, exercise, Places(staged.submission.origin), channel)
    except GradeError as error:
        json.loads(channel.recv_bytes())
        _send(channel, {"kind": type(error).__name__, "error": str(error)})


def begun(course: Course, dataset: Dataset, exercise: Exercise, staged: Staged) -> Lasting:
    """The training of an exercise on a staged submission, in a worker of its own."""
    assert exercise.uses is not None
    settings = course.dataset.training[dataset.name]  # type: ignore[index]
    seconds = course.limits.training_seconds
    return Lasting(
        uses=exercise.uses,
        dataset=dataset,
        solutions=read_solutions(course.folder.solutions, course.contract),
        worker=staged.fork(),
        patience=Patience(seconds, seconds * course.limits.wall_factor),
        lr=settings.learning_rate,
        batch_size=settings.batch_size,
    )


def _answer_all(lasting: Lasting, exercise: Exercise, places: Places, channel: Connection) -> None:
    ended: dict[str, Any] = {}
    try:
        while json.loads(channel.recv_bytes())["ask"] == "next":
            ended = ended or _next(lasting, exercise, places, channel)
            if ended:
                _send(channel, ended)
        learned = lasting.learned()
        _send(channel, {"learned": to_json(learned) if learned else None})
    finally:
        lasting.worker.end()


def _next(
    lasting: Lasting, exercise: Exercise, places: Places, channel: Connection
) -> dict[str, Any]:
    """Send one more epoch; else say what ended it."""
    try:
        epoch = lasting.next()
    except Mishap as mishap:
        return {"ended": sentence(mishap, exercise, places), "why": mishap.kind}
    except CheckFailed as failed:
        return {"ended": _of_weights(exercise, failed.evidence[0]), "why": "weights"}
    _send(channel, {"epoch": to_json(epoch), "dataset": lasting.dataset.name})
    return {}


def sentence(mishap: Mishap, exercise: Exercise, places: Places) -> str:
    """What a mishap is, in the words of the catalogue's plainest entry for its kind."""
    entries = [e for e in catalogue() if mishap.kind in e.kinds]
    if not entries:
        return f"{mishap.kind}: {mishap.text}"
    file = places.of(mishap.file or exercise.file)[0]
    fields = {
        "name": mishap.name or "your code",
        "type": mishap.type,
        "text": places.quoted(cut(mishap.text)),
        "file": file,
        "place": place_in_words(mishap, exercise, places),
    }
    plainest = max(entries, key=lambda entry: entry.rank)
    return plainest.message.format_map(defaultdict(str, fields))


def _of_weights(exercise: Exercise, evidence: Evidence) -> str:
    if "finite" in evidence.got:
        return "The weights are no numbers any more: they have grown without end."
    model = exercise.uses.model if exercise.uses else ""
    what = "weights" if "weights" in evidence.what else f"statistics ({evidence.what})"
    return (
        f"{model} has other {what} than {exercise.title!r} asks for: {evidence.got} where there "
        f"should be {evidence.expected}."
    )


def _send(channel: Connection, document: dict[str, object]) -> None:
    channel.send_bytes(json.dumps(document).encode())
