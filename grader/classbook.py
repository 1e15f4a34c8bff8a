"""The results of a class as frozen values, and the folder that holds them.

A folder of grades, GRADES, holds
    results.jsonl     the contract's document of each submission, one a line (docs/results.md)
    classbook.jsonl   who handed it in, how late, and the like, in the same order
    overrides.csv     what a person decided by hand (grader/overrides.py); never written from here
    grades.csv        all of it in one sheet for people; written from the three above
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from grader.errors import ClassbookError
from grader.overrides import WHOLE, Override, read_overrides
from grader.sheet import cell, number, write_rows
from grader.verdict import SCHEMA
from grader.whole_file import whole_file

RESULTS, BOOK, GRADES = "results.jsonl", "classbook.jsonl", "grades.csv"

NEEDED = ("submission", "max_score", "exercises", "seconds")

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Student:
    """One line of the roster; `lms` holds other systems' ids, e.g. `{"canvas": "1234"}`.

    The names in use there: canvas, sis_user, sis_login, moodle (the ID number), username, github.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    lms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one submission, or of a student who handed nothing in.

    `submission` is the document's, and empty where there is none; `student` is None where the
    roster does not know who it is from. `penalty` is the share of the points that lateness
    costs, in [0, 1]. `identical_to` names submissions with the very same files; `notes` is for
    the instructor. `unreadable` says why a submission has no files, where it has none: it could
    not be opened, or it is empty.
    """

    student: Student | None
    submission: str
    document: Document | None
    attempt: int = 1
    late_days: float = 0.0
    penalty: float = 0.0
    identical_to: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    unreadable: str = ""

    @property
    def key(self) -> str:
        """What overrides and pages know this entry by: the student's id, if there is one."""
        return self.student.id if self.student else self.submission

    @property
    def name(self) -> str:
        """What a person would call it."""
        return (self.student.name if self.student else "") or self.key

    @property
    def missing(self) -> bool:
        """Nothing was handed in."""
        return self.document is None

    @property
    def max_score(self) -> float:
        return float(self.document["max_score"]) if self.document else 0.0

    @property
    def exercises(self) -> dict[str, float | None]:
        """The points of each exercise, overrides in place; None where it could not be judged."""
        graded = {e["id"]: _judged_score(e) for e in (self.document or {}).get("exercises", ())}
        by_hand = {o.exercise: o.score for o in self.overrides if o.exercise != WHOLE}
        return graded | by_hand

    @property
    def score(self) -> float | None:
        """The points before lateness; None where something is missing or could not be judged."""
        points = self.exercises.values()
        if not points or None in points:
            return None
        return round(sum(p for p in points if p is not None), 6)

    @property
    def final(self) -> float | None:
        """The points that count: an override of the whole, else the score less the penalty."""
        for override in self.overrides:
            if override.exercise == WHOLE:
                return override.score
        return None if self.score is None else round(self.score * (1 - self.penalty), 6)

    @property
    def status(self) -> str:
        """`graded`, `missing`, or `not judged`: our failure, never a zero."""
        if self.final is not None:
            return "graded"
        return "missing" if self.missing else "not judged"

    @property
    def override_note(self) -> str:
        """All overrides in words, with their reasons."""
        return "; ".join(
            f"{o.exercise or 'final score'} set to {number(o.score)}: {o.reason}"
            for o in self.overrides
        )


def _judged_score(exercise: Document) -> float | None:
    judged = all(check.get("outcome") != "not judged" for check in exercise["checks"])
    return float(exercise["score"]) if judged else None


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Write results.jsonl, classbook.jsonl and grades.csv, one entry in memory at a time.

    The overrides in the folder are put in force again; those the entries carry do not count.

    Raises:
        ClassbookError: overrides.csv cannot be used.
    """
    overrides = read_overrides(folder)
    with ExitStack() as stack:
        results, book, sheet = (
            stack.enter_context(whole_file(folder / name)) for name in (RESULTS, BOOK, GRADES)
        )
        _write_sheet(sheet, _kept(results, book, _in_force(entries, overrides)))


def write_grades(folder: Path) -> None:
    """Write grades.csv anew from what the folder holds, after an override."""
    with whole_file(folder / GRADES) as sheet:
        _write_sheet(sheet, read(folder))


def read(path: Path) -> Iterator[Entry]:
    """The entries of a folder of grades (or of a results.jsonl alone), overrides in force.

    Raises:
        ClassbookError: the folder holds no results, or a line that cannot be used.
    """
    folder = path if path.is_dir() else path.parent
    results = folder / RESULTS if path.is_dir() else path
    if not results.is_file():
        raise ClassbookError(
            f"{path}: no results here; give the folder that `mnist-grade batch --out` wrote"
        )
    if not path.is_dir():
        return (Entry(None, d["submission"], d) for d in _documents(results))
    return _in_force(_joined(folder), read_overrides(folder))


def unmatched_overrides(folder: Path) -> list[Override]:
    """Overrides for students or exercises that are not there: a slip of the pen, most likely."""
    known = {(e.key, exercise) for e in read(folder) for exercise in (WHOLE, *_in_document(e))}
    students = {student for student, _ in known}
    missing = {e.key for e in read(folder) if e.missing}
    return [
        override
        for overrides in read_overrides(folder).values()
        for override in overrides
        if (override.student, override.exercise) not in known
        and not (override.student in missing and override.student in students)
    ]


def _in_document(entry: Entry) -> list[str]:
    return [e["id"] for e in (entry.document or {}).get("exercises", ())]


def _in_force(
    entries: Iterable[Entry], overrides: Mapping[str, tuple[Override, ...]]
) -> Iterator[Entry]:
    return (replace(entry, overrides=overrides.get(entry.key, ())) for entry in entries)


def _kept(results: TextIO, book: TextIO, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, each written down as it passes."""
    for entry in entries:
        if entry.document is not None:
            results.write(_line(entry.document))
        book.write(_line(_to_json(entry)))
        yield entry


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False) + "\n"


def _to_json(entry: Entry) -> dict[str, Any]:
    student = entry.student
    return {
        "submission": entry.submission,
        "student": student
        and {
            "id": student.id,
            "name": student.name,
            "email": student.email,
            "section": student.section,
            "lms": dict(student.lms),
        },
        "graded": entry.document is not None,
        "attempt": entry.attempt,
        "late_days": entry.late_days,
        "penalty": entry.penalty,
        "identical_to": list(entry.identical_to),
        "notes": list(entry.notes),
        "unreadable": entry.unreadable,
    }


def _joined(folder: Path) -> Iterator[Entry]:
    """Book and results, side by side; where there is no book, results of nobody in particular."""
    documents = _documents(folder / RESULTS)
    if not (folder / BOOK).is_file():
        yield from (Entry(None, d["submission"], d) for d in documents)
        return
    for number_, line in _lines(folder / BOOK):
        try:
            record = json.loads(line)
            document = next(documents, {}) if record["graded"] else None
            entry = _from_json(record, document)
        except (ValueError, KeyError, TypeError) as error:
            raise ClassbookError(f"{folder / BOOK}: line {number_}: not usable: {error}") from None
        if document is not None and document.get("submission") != entry.submission:
            raise ClassbookError(
                f"{folder / BOOK}: line {number_}: {entry.submission!r} is not the next one in "
                f"{RESULTS}; run `mnist-grade batch` again, which writes both"
            )
        yield entry


def _from_json(record: Document, document: Document | None) -> Entry:
    student = record["student"]
    return Entry(
        student=None if student is None else Student(**student),
        submission=record["submission"],
        document=document,
        attempt=record["attempt"],
        late_days=record["late_days"],
        penalty=record["penalty"],
        identical_to=tuple(record["identical_to"]),
        notes=tuple(record["notes"]),
        unreadable=record.get("unreadable", ""),  # books of earlier versions do not have it
    )


def _documents(path: Path) -> Iterator[Document]:
    for number_, line in _lines(path):
        try:
            document = json.loads(line)
        except ValueError as error:
            raise ClassbookError(f"{path}: line {number_}: not JSON: {error}") from None
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise ClassbookError(f"{path}: line {number_}: not a result of schema {SCHEMA}")
        lacking = [name for name in NEEDED if name not in document]
        if lacking:
            raise ClassbookError(f"{path}: line {number_}: the result lacks {lacking[0]!r}")
        yield document


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with open(path, encoding="utf-8") as file:
            yield from ((n, line) for n, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise ClassbookError(f"{path}: cannot be read: {error}") from None


def _write_sheet(sheet: TextIO, entries: Iterator[Entry]) -> None:
    """grades.csv: a column an exercise, named by the first entry that has any."""
    first: list[Entry] = []
    for entry in entries:
        first.append(entry)
        if not entry.missing:
            break
    exercises = _in_document(first[-1]) if first else []
    write_rows(sheet, [[*BEFORE, *map(cell, exercises), *AFTER]])
    write_rows(sheet, (_row(entry, exercises) for entry in chain(first, entries)))


BEFORE = ("student", "name", "email", "section", "submission", "status", "final", "max_score")
AFTER = ("score", "late_days", "penalty", "attempt", "identical_to", "overrides", "notes")


def _row(entry: Entry, exercises: Iterable[str]) -> list[str]:
    student = entry.student or Student("")
    points = entry.exercises
    who = (student.id, student.name, student.email, student.section, entry.submission)
    said = (", ".join(entry.identical_to), entry.override_note, "; ".join(entry.notes))
    return [
        *map(cell, who),
        entry.status,
        number(entry.final),
        number(entry.max_score),
        *(number(points.get(exercise)) for exercise in exercises),
        number(entry.score),
        number(entry.late_days),
        number(entry.penalty),
        str(entry.attempt),
        *map(cell, said),
    ]
