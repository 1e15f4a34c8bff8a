"""What an export does with each entry, decided before anything is written.

Every export makes one `Line` an entry; a dry run prints the lines, a real run writes them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.results.classbook import Entry, Student
from grader.results.csv_cells import number, plain, starts_a_formula
from grader.results.names import legible, likeness
from grader.results.overrides import WHOLE


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: where its grade goes and what is written there, or why it is left out."""

    who: str
    to: str = ""
    gets: str = ""
    skipped: str = ""
    note: str = ""
    row: tuple[str, ...] = ()
    document: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """How another system knows a student, in a student's own words; empty where it is not known."""

    name: str
    of: Callable[[Student], str]


def points_of(entry: Entry, missing: float | None) -> float | str:
    """The points that count, or the reason why there are none; `missing` is what absence earns."""
    if not entry.counts:
        return f"{legible(entry.submission)}: {entry.remarks[0]}"
    if entry.final is not None:
        return entry.final
    if not entry.missing:
        return "could not be judged: grade it again, or set a score with `mnist-grade override`"
    return "handed nothing in" if missing is None else missing


def identifier(student: Student | None, identity: Identity) -> tuple[str, str]:
    """The identifier that may be written, and otherwise why not: one of both is empty."""
    if student is None:
        return "", "is on no roster: the submission's owner is not known"
    known = identity.of(student)
    if not known.strip() or known.strip() == "0":  # Moodle takes "0" for a blank one
        # A blank one would make Moodle write the grade to the student of the line before.
        return "", f"the roster has no {identity.name} for this student"
    if known != plain(known):
        return "", f"the {identity.name} holds characters that cannot be seen"
    if starts_a_formula(known):
        return "", f"the {identity.name} begins like a formula; spreadsheets would run it"
    return known, ""


def unique(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those left out that would give a second grade to the same identifier."""
    owners: dict[str, str] = {}
    for line in lines:
        known = likeness(line.to)  # an importer may fold what looks the same
        if not line.skipped and known in owners:
            said = f"{line.to} has the grade of {owners[known]} already"
            yield Line(line.who, line.to, skipped=said)
            continue
        if not line.skipped:
            owners[known] = line.who
        yield line


def remarked(entry: Entry) -> str:
    """What the instructor reads beside a grade in a dry run: `noted`, and what needs a look."""
    unreadable = f"nothing could be read: {entry.unreadable}" if entry.unreadable else ""
    look = f"needs a look: {', '.join(entry.needs_look)}" if entry.needs_look else ""
    return "; ".join(filter(None, (unreadable, look, noted(entry))))


def noted(entry: Entry) -> str:
    """What was done by hand and how late it was, for a note beside the grade."""
    final = any(override.exercise == WHOLE for override in entry.overrides)
    days = "1 day" if entry.late_days == 1 else f"{number(entry.late_days)} days"
    late = f"{days} late: {number(entry.penalty * 100)} % off"
    parts = [late] if entry.penalty and not final else []
    return "; ".join([*parts, *([entry.override_note] if entry.override_note else [])])
