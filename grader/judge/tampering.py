"""The tamper note: what a submission tried that right code does not, for the instructor alone.

It is no verdict: a worker's claims tell it, and an innocent line can look like that. It stands
apart from the score, and no report for a student shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from grader.examiner.examiner import Record
from grader.sandbox.mishap import Mishap
from grader.source import MOST_SIBLINGS, mention_line, parsed
from grader.submission import Submission

MOST = 20

_PATCHED = re.compile(r"([\w.]+) was (?:replaced|added)")


def tamper_notes(records: Iterable[tuple[str, Record]], submission: Submission) -> tuple[str, ...]:
    """What was tried in these plays, each with the exercise that they were for, once."""
    notes = [
        f"{exercise}: {note}"
        for exercise, record in records
        for note in _of(record, submission.files)
    ]
    return tuple(dict.fromkeys(notes))[:MOST]


def _of(record: Record, files: Mapping[str, bytes]) -> Iterator[str]:
    mishap = record.mishap
    if record.sight is not None:
        yield from record.sight.claim("tried", None) or ()
    if mishap is None:
        return
    yield from mishap.tried
    if mishap.garbled:
        yield f"what came back was no answer: {mishap.text}"
    elif mishap.kind == "forbidden-operation":
        yield f"{mishap.text} ({_place(mishap, files)})"


def _place(mishap: Mishap, files: Mapping[str, bytes]) -> str:
    """The line of a mishap, else the first that mentions the part which was replaced."""
    if mishap.file:
        return f"{mishap.file}:{mishap.line or '?'}"
    part = _PATCHED.search(mishap.text)
    if part is not None:
        word = part[1].rpartition(".")[2]
        likely = ((name, text) for name, text in files.items() if word.encode() in text)
        # SECURITY: each of two hundred files may take a moment to be parsed.
        for name, content in islice(likely, MOST_SIBLINGS):
            line = mention_line(parsed(content), [word])
            if line is not None:
                return f"{name}:{line}"
    return "no line is known"
