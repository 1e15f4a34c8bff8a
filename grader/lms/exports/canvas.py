"""A CSV for Canvas's gradebook import.

The columns are those that the importer asks for, in its order: docs/exports.md has its traps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.errors import ClassbookError
from grader.lms.exports.lines import Line, points_of, remarked, unique
from grader.results.classbook import Entry, Student
from grader.results.csv_cells import cell, number, plain, starts_a_formula
from grader.results.names import legible

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# Canvas drops columns with these names, and takes those below for its own.
_DROPPED = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_RESERVED = {*HEADER, "LastName", "FirstName", "Integration ID", "Root Account"}
_LIKE_A_NUMBER = re.compile(r"-?[0-9.,]+%?")
KINDS = ("canvas", "sis_user", "sis_login")


def check_title(title: str) -> None:
    """Refuse a title of an assignment that Canvas would drop or misread.

    Raises:
        ClassbookError: with what to write instead.
    """
    if not plain(title) or plain(title) in _RESERVED or _DROPPED.search(title):
        raise ClassbookError(f"--assignment {title!r}: Canvas ignores columns of this name")
    if ";" in title or starts_a_formula(plain(title)):
        raise ClassbookError(
            f"--assignment {title!r}: leave out ';' (Canvas may take it for the end of a cell) "
            "and signs in front that begin a formula"
        )


def header(title: str, max_score: float) -> list[list[str]]:
    """The two rows before the students: names, and the points possible."""
    return [
        [*HEADER, plain(title)],
        ["    Points Possible", "", "", "", "", number(max_score)],
    ]


def lines(
    entries: Iterable[Entry], *, roster_id: str = "", missing: float | None = None
) -> Iterator[Line]:
    """One line an entry; `roster_id` says which of Canvas's ids the roster's own id is, if any."""
    return unique(_line(entry, roster_id, missing) for entry in entries)


def _line(entry: Entry, roster_id: str, missing: float | None) -> Line:
    who = entry.name
    points = points_of(entry, missing)
    if isinstance(points, str):
        return Line(who, skipped=points)
    if entry.student is None:
        return Line(who, skipped="is on no roster: the submission's owner is not known")
    ids, why = _ids(entry.student, roster_id)
    if not any(ids):
        return Line(who, skipped=why)
    name = _name(entry)
    row = (name, *ids, cell(entry.student.section), number(points))
    return Line(who, next(filter(None, ids)), number(points), note=remarked(entry), row=row)


def _ids(student: Student, roster_id: str) -> tuple[tuple[str, str, str], str]:
    """Canvas's three ids, those left empty that it would misread, and the reason if all are."""
    why = f"the roster has no {', '.join(KINDS[:2])} or {KINDS[2]} id for this student"
    found = []
    for kind in KINDS:
        known = student.lms.get(kind, "") or (student.id if kind == roster_id else "")
        problem = _problem(kind, known)
        if known and problem:
            why = f"{kind} id {known!r}: {problem}"
        found.append("" if problem else known)
    return (found[0], found[1], found[2]), why


def _problem(kind: str, known: str) -> str:
    if known != plain(known):
        return "holds characters that cannot be seen"
    if kind == "canvas":
        digits = known.isascii() and known.isdigit() and int(known) > 0
        return "" if digits or not known else "Canvas numbers its users; this is no number"
    if _LIKE_A_NUMBER.fullmatch(known) and ("," in known or "." in known):
        return "Canvas would take it for a number with separators and change it"
    return "begins like a formula; spreadsheets would run it" if starts_a_formula(known) else ""


def _name(entry: Entry) -> str:
    """The name, unless the importer would take its row for one of the header's."""
    reserved = "points possible" in entry.name.casefold()
    return cell(legible(entry.key) if reserved else entry.name)
