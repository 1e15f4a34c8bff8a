"""The tamper note: what a submission tried that right code does not, for the instructor alone.

It is no verdict: a worker's claims tell it, and an innocent line can look like that. It stands
apart from the score, and no report for a student shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.examiner.record import Record
from grader.judge.relocation import Places
from grader.sandbox.mishap import Mishap
from grader.submission.reader.syntax import Syntax

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
