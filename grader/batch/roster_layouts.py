"""Rosters as other systems export them, known by their columns.

Canvas: the gradebook's export, whose columns its import wants too (instructure/canvas-lms,
lib/gradebook_importer.rb). Moodle: what participants and grades are exported with, in English
("First name", "Surname" or "Last name", "ID number", "Email address"). Gradescope: its roster and
its grades ("First Name", "Last Name", "SID", "Email", "Role" or "Sections"). nbgrader: what
`nbgrader db student import` reads (nbgrader/apps/dbapp.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.table import Row, read_table

# Canvas's own student of each course, with whom a teacher tries it out.
_TEST_STUDENTS = {"student, test", "test student"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a system's roster.

    Of `needs` all must be there, of `one_of` one. `ids` are the columns of which the first that is
    filled in is the student's id; `known_as` says where our other columns are found there.
    """

    system: str
    needs: tuple[str, ...]
    ids: tuple[str, ...]
    known_as: Mapping[str, tuple[str, ...]]
    one_of: tuple[str, ...] = ()

    def fits(self, columns: Sequence[str]) -> bool:
        """Whether these are its columns."""
        some = not self.one_of or any(name in columns for name in self.one_of)
        return some and all(name in columns for name in self.needs)

    def rows(self, path: Path) -> Iterator[Row]:
        """Its students, one a row under our columns; what is no student of it is left out."""
        for row in read_table(path, required=self.needs, others=True):
            if self._is_a_student(row):
                yield replace(row, cells=self._ours(row))

    def _is_a_student(self, row: Row) -> bool:
        """Whether it is none of Canvas's rows about assignments, no staff and nobody's test."""
        if "points possible" in row["student"].casefold():
            return False
        if row["student"].casefold() in _TEST_STUDENTS:
            return False
        if row["role"] and row["role"].casefold() != "student":
            return False
        return any(row[name] for name in (*self.ids, "student", "first_name"))

    def _ours(self, row: Row) -> dict[str, str]:
        found = {
            ours: next(filter(None, (row[name] for name in theirs)), "")
            for ours, theirs in self.known_as.items()
        }
        name = " ".join(filter(None, (row["first_name"], row["last_name"] or row["surname"])))
        who = next(filter(None, (row[name] for name in self.ids)), "")
        return {"id": who, "name": row["student"] or name, **found}


LAYOUTS = (
    Layout(
        "Canvas",
        needs=("student", "id", "section"),
        ids=("sis_login_id", "sis_user_id", "id"),
        known_as={
            "canvas": ("id",), "sis_user": ("sis_user_id",), "sis_login": ("sis_login_id",),
            "section": ("section",),
        },
    ),
    Layout(
        "Moodle",
        needs=("first_name", "email_address"),
        one_of=("surname", "last_name"),
        ids=("id_number", "username", "email_address"),
        known_as={
            "moodle": ("id_number",), "username": ("username",), "email": ("email_address",),
            "section": ("groups", "group"),
        },
    ),
    Layout(
        "Gradescope",
        needs=("first_name", "last_name", "sid", "email"),
        ids=("sid", "email"),
        known_as={"email": ("email",), "section": ("section", "sections", "section_name"),
                  "gradescope": ("sid",)},
    ),
    Layout(
        "nbgrader",
        needs=("id", "first_name", "last_name"),
        ids=("id",),
        known_as={"email": ("email",)},
    ),
)  # fmt: skip
