"""A CSV for Moodle's grade import, for which the teacher maps three columns.

One row that Moodle does not like aborts its whole import, so what it would not like is left out
here and said: docs/exports.md has the traps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from grader.lms.exports.lines import Identity, Line, identifier, noted, points_of, remarked, unique
from grader.results.classbook import Entry
from grader.results.csv_cells import cell, number, plain

# What of one finding is said: the rest stands on the student's page.
MOST_WORDS = 240
# Moodle's names for what a student is known by, and where the roster has it.
KEYS = {
    "email": Identity("Email address", lambda student: student.email),
    "idnumber": Identity("ID number", lambda s: s.lms.get("moodle", "") or s.id),
    "username": Identity("Username", lambda s: s.lms.get("username", "")),
}


def header(key: str, item: str) -> list[list[str]]:
    """The row that Moodle shows beside its mapping menus."""
    return [[KEYS[key].name, cell(item), cell(f"{item} feedback")]]


def lines(
    entries: Iterable[Entry], *, key: str, most: float, missing: float | None = None
) -> Iterator[Line]:
    """One line an entry; points above `most`, at which Moodle would abort, are cut down to it."""
    return unique(_line(entry, key, most, missing) for entry in entries)


def _line(entry: Entry, key: str, most: float, missing: float | None) -> Line:
    who = entry.name
    points = points_of(entry, missing)
    if isinstance(points, str):
        return Line(who, skipped=points)
    known, why = identifier(entry.student, KEYS[key])
    if why:
        return Line(who, skipped=why)
    notes = list(filter(None, [remarked(entry)]))
    if points > most:
        notes.append(f"{number(points)} cut down to {number(most)}")
    gets = number(min(points, most), 5)
    feedback = cell(_php_safe(_feedback(entry)))
    return Line(who, known, gets, note="; ".join(notes), row=(known, gets, feedback))


def _feedback(entry: Entry) -> str:
    """Points by exercise, and each finding in words as the student's page has it."""
    if entry.document is None:
        return noted(entry) or "Nothing was handed in."
    parts = [f"{name} {number(p) or 'not judged'}" for name, p in entry.exercises.items()]
    findings = chain.from_iterable(e["findings"] for e in entry.document["exercises"])
    said = "; ".join(dict.fromkeys(map(_said, findings)))
    found = f" Findings: {said}." if said else ""
    by_hand = f" {noted(entry)}." if noted(entry) else ""
    return f"Points: {', '.join(parts)}.{found}{by_hand}"


def _said(finding: Mapping[str, Any]) -> str:
    """What is wrong, where, and the name under which there is more to read."""
    words = plain(str(finding["message"]))[:MOST_WORDS].rstrip(". ")
    place = f"{finding['file']}:{finding['line']}, " if finding["file"] and finding["line"] else ""
    return f"{words} ({place}{finding['code']})"


def _php_safe(text: str) -> str:
    """Without backslashes: PHP takes one before a quote for a sign that the cell goes on."""
    return plain(text.replace("\\", "/").replace("<", "(").replace(">", ")"))
