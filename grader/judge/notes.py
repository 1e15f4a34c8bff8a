"""What is noted of a submission beside its points: what its plays show, and what was tried.

The tamper note is for the instructor alone. It is no verdict: a worker's claims tell it, and an
innocent line can look like that. It stands apart from the score, and no report for a student shows
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from grader.course.course import Exercise
from grader.course.orders import makes_a_step, orders_of
from grader.course.settings import Targets
from grader.course.shipped import CourseFolder
from grader.examiner.examiner import Examiner
from grader.examiner.record import Record
from grader.findings.general.unreadable_submission import UNREADABLE_SUBMISSION
from grader.judge.notebook_places import Places
from grader.results.finding import Finding
from grader.results.trained import Metrics, Training
from grader.sandbox.mishap import Mishap
from grader.submission.reader.syntax import Syntax
from grader.submission.submission import Submission

MOST = 20

_PATCHED = re.compile(r"([\w.]+) was (?:replaced|added)")


def tamper_notes(
    records: Iterable[tuple[str, Record]], syntax: Syntax, places: Places
) -> tuple[str, ...]:
    """What was tried in these plays, each with the exercise that they were for, once."""
    notes: dict[str, None] = {}
    for exercise, record in records:
        for note in _of(record, syntax, places):
            notes[f"{exercise}: {note}"] = None
        if len(notes) >= MOST:
            break
    return tuple(notes)[:MOST]


def _of(record: Record, syntax: Syntax, places: Places) -> Iterator[str]:
    mishap = record.mishap
    if record.sight is not None:
        yield from map(places.quoted, record.sight.claim("tried", None) or ())
    if mishap is None:
        return
    yield from map(places.quoted, mishap.tried)
    text = places.quoted(mishap.text)
    if mishap.garbled:
        yield f"what came back was no answer: {text}"
    elif mishap.kind == "forbidden-operation":
        yield f"{text} ({_place(mishap, syntax, places)})"


def _place(mishap: Mishap, syntax: Syntax, places: Places) -> str:
    """The line of a mishap, else the first that mentions the part which was replaced."""
    if mishap.file:
        return _in_words(mishap.file, mishap.line, places)
    part = _PATCHED.search(mishap.text)
    if part is not None:
        word = part[1].rpartition(".")[2]
        place = syntax.mention(word)
        if place is not None:
            return _in_words(*place, places)
    return "no line is known"


def _in_words(file: str, line: int | None, places: Places) -> str:
    called, there = places.of(file, line)
    if called != file and there:
        return f"{called}, line {there}"
    return f"{called}:{there or '?'}"


def needs_look(exercises: Sequence[Exercise], submission: Submission) -> tuple[str, ...]:
    """Why a person should look at it: few points may be a matter of names and folders."""
    if submission.unreadable is not None:
        return (": ".join(submission.unreadable),)
    wanted = {exercise.file for exercise in exercises}
    # Made of a notebook each file is there; one that holds nothing was not found in it.
    found = sorted(file for file in wanted if submission.files.get(file))
    if 2 * len(found) >= len(wanted):
        return ()
    named = f": {', '.join(found)}" if found else ""
    return (f"{len(found)} of the course's {len(wanted)} files found{named}",)


def unreadable(submission: Submission) -> Finding:
    """The finding of a submission that cannot be read."""
    assert submission.unreadable is not None
    file, why = submission.unreadable
    entry = UNREADABLE_SUBMISSION
    message = entry.message.format(file=file, text=why)
    return Finding(entry.code, message, entry.hint, entry.severity, file)


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
