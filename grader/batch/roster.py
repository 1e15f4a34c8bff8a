"""The roster: who takes the course, by whatever id a system knows them by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.batch.roster_layouts import LAYOUTS
from grader.batch.table import Row, columns_of, read_table
from grader.batch.turnin import Person
from grader.errors import BatchError
from grader.results.classbook import Student

LMS = ("canvas", "sis_user", "sis_login", "moodle", "username", "github", "gradescope")
_OPTIONAL = ("name", "email", "section", "extension_days", *(f"{name}_id" for name in LMS), *LMS)


@dataclass(frozen=True, slots=True)
class Roster:
    """The students in the roster's order, how many days more each has, and all their ids.

    An id is looked up by its kind: `id`, `email`, `name` or a system, and its text.
    """

    students: tuple[Student, ...] = ()
    extensions: dict[str, float] = field(default_factory=dict)
    by_id: dict[tuple[str, str], Student] = field(default_factory=dict)

    def find(self, person: Person) -> tuple[Student, ...]:
        """Who this may be, by any id; where ids lead to several, a name decides if it can."""
        texts = [_key(text) for text in (*person.ids, person.email, person.name) if text]
        kinds = {kind for kind, _ in self.by_id}
        found = {s.id: s for t in texts for kind in kinds if (s := self.by_id.get((kind, t)))}
        if len(found) > 1:
            named = {s.id: s for t in texts if (s := self.by_id.get(("name", t)))}
            found = named if len(named) == 1 else found
        return tuple(found[key] for key in sorted(found))


def read_roster(path: Path) -> Roster:
    """Read a roster, ours or one that a system exports; its header says which it is.

    Ours has `id` and, where they are there, name, email, section, extension_days and LMS ids.

    Raises:
        BatchError: a column or value is missing or wrong, or an id belongs to two students.
    """
    students: list[Student] = []
    extensions: dict[str, float] = {}
    lines: dict[tuple[str, str], int] = {}
    by_id: dict[tuple[str, str], Student] = {}
    for row in _rows(path):
        student = _student(row)
        for kind, text in (("id", student.id), ("email", student.email), *student.lms.items()):
            known = kind, _key(text)
            if text and lines.setdefault(known, row.line) != row.line:
                column = kind if row[kind] else f"{kind}_id"
                raise row.wrong(column, f"it stands in line {lines[known]} too; keep one")
            if text:
                by_id[known] = student
        students.append(student)
        extensions[student.id] = _days(row)
    if not students:
        raise BatchError(f"{path}: holds no student; write one a line")
    return Roster(tuple(students), extensions, by_id | _names(students))


def _rows(path: Path) -> Iterator[Row]:
    """The lines of a roster under our own columns, whoever's it is."""
    columns = columns_of(path)
    exported = next((layout for layout in LAYOUTS if layout.fits(columns)), None)
    if exported is not None:
        yield from exported.rows(path)
        return
    if columns and "id" not in columns:
        known = "; ".join(f"{layout.system} ({', '.join(layout.needs)})" for layout in LAYOUTS)
        given = ", ".join(column[:40] for column in columns)
        raise BatchError(
            f"{path}: line 1: has no column 'id'; its columns are: {given}. "
            f"Rosters of other systems are known by theirs: {known}"
        )
    yield from read_table(path, required=("id",), optional=_OPTIONAL)


def _student(row: Row) -> Student:
    lms = {name: row[f"{name}_id"] or row[name] for name in LMS}
    return Student(
        id=row.needed("id"),
        name=row["name"],
        email=row["email"],
        section=row["section"],
        lms={name: value for name, value in lms.items() if value},
    )


def _days(row: Row) -> float:
    text = row["extension_days"].replace(",", ".")
    try:
        days = float(text or 0)
    except ValueError:
        days = -1.0
    if not 0 <= days <= 3650:
        raise row.wrong("extension_days", "write a number of days, such as 2")
    return days


def _names(students: list[Student]) -> dict[tuple[str, str], Student]:
    """Names that only one student has, as people and as Canvas writes them."""
    found: dict[str, Student | None] = {}
    for student in students:
        for name in {_key(student.name), _squeezed(student.name)} - {""}:
            found[name] = None if name in found else student
    return {("name", name): student for name, student in found.items() if student is not None}


def _key(text: str) -> str:
    """Without regard to case, and to how an accent is written: archives from a Mac split them."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def _squeezed(name: str) -> str:
    """Canvas's `lovelaceada` of `Ada Lovelace`, or of `Lovelace, Ada`."""
    last, comma, first = name.partition(",")
    if not comma:
        first, _, last = name.strip().rpartition(" ")
    return "".join(c for c in (last + first).casefold() if c.isalnum())
