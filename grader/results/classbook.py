"""The folder that holds the results of a class, and what is written there.

A folder of grades, GRADES, holds
    results.jsonl     the contract's document of each submission, one a line (docs/results.md)
    classbook.jsonl   who handed it in, how late, and the like, in the same order; then what of the
                      class's folder became no submission, and why
    overrides.csv     what a person decided by hand; never written from here
    grades.csv        all of it in one sheet for people; written from the three above
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from grader.errors import ClassbookError
from grader.results.csv_cells import cell, number, write_rows
from grader.results.entry import Document, Entry, LeftOut, Student
from grader.results.names import legible
from grader.results.overrides import (
    WHOLE,
    Choice,
    Decision,
    Override,
    read_choices,
    read_decisions,
    read_overrides,
)
from grader.results.verdict import SCHEMA
from grader.results.whole_file import whole_file

__all__ = ["Document", "Entry", "LeftOut", "Student"]

RESULTS, BOOK, GRADES = "results.jsonl", "classbook.jsonl", "grades.csv"

NEEDED = ("submission", "max_score", "exercises", "seconds")


def write(folder: Path, entries: Iterable[Entry], left_out: Iterable[LeftOut] = ()) -> None:
    """Write results.jsonl, classbook.jsonl and grades.csv, one entry in memory at a time.

    The overrides in the folder are put in force again; those the entries carry do not count.
    What was left out is asked for after the last entry has passed.

    Raises:
        ClassbookError: overrides.csv cannot be used.
    """
    decided = in_force(folder, entries)
    with ExitStack() as stack:
        results, book, sheet = (
            stack.enter_context(whole_file(folder / name)) for name in (RESULTS, BOOK, GRADES)
        )
        kept = _kept(results, book, decided)
        _write_sheet(sheet, kept, _kept_out(book, left_out))


def write_grades(folder: Path) -> None:
    """Write grades.csv anew from what the folder holds, after an override."""
    with whole_file(folder / GRADES) as sheet:
        _write_sheet(sheet, read(folder), read_left_out(folder))


def read_left_out(folder: Path) -> list[LeftOut]:
    """What of the class's folder became no submission; nothing where there is no classbook.

    Raises:
        ClassbookError: a line of it cannot be used.
    """
    return [
        LeftOut(record["left_out"], record["why"], record["refused"])
        for _, record in _records(folder / BOOK)
        if "left_out" in record
    ]


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
    return in_force(folder, _joined(folder))


def unmatched_overrides(folder: Path) -> list[Decision]:
    """Overrides for students, exercises or submissions that are not there: slips, most likely."""
    known: set[tuple[str, type[Decision], str]] = set()
    missing = set()
    for entry in read(folder):
        exercises = (entry.document or {}).get("exercises", ())
        checks = (f"{e['id']}/{c['id']}" for e in exercises for c in e["checks"])
        named = (WHOLE, *_in_document(entry), *checks)
        known |= {(entry.key, Override, name) for name in named}
        known |= {(entry.key, Choice, entry.submission)}
        missing |= {entry.key} if entry.missing else set()
    return [
        decision
        for decision in read_decisions(folder)
        if decision.student not in missing
        and (decision.student, type(decision), _about(decision)) not in known
    ]


def _about(decision: Decision) -> str:
    return decision.about if isinstance(decision, Override) else decision.submission


def _in_document(entry: Entry) -> list[str]:
    return [e["id"] for e in (entry.document or {}).get("exercises", ())]


def in_force(folder: Path, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries with what was decided by hand in the folder, and nothing else of that kind.

    Raises:
        ClassbookError: overrides.csv cannot be used.
    """
    overrides, choices = read_overrides(folder), read_choices(folder)
    return (
        replace(entry, overrides=overrides.get(entry.key, ()), choice=choices.get(entry.key))
        for entry in entries
    )


def _kept(results: TextIO, book: TextIO, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, each written down as it passes."""
    for entry in entries:
        if entry.document is not None:
            results.write(_line(entry.document))
        book.write(_line(_to_json(entry)))
        yield entry


def _kept_out(book: TextIO, left_out: Iterable[LeftOut]) -> Iterator[LeftOut]:
    for out in left_out:
        book.write(_line({"left_out": out.name, "why": out.why, "refused": out.refused}))
        yield out


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False) + "\n"


def _to_json(entry: Entry) -> dict[str, Any]:
    who = entry.student
    named = ("id", "name", "email", "section")
    student = who and {n: getattr(who, n) for n in named} | {"lms": dict(who.lms)}
    return {
        "submission": entry.submission,
        "student": student,
        "graded": entry.document is not None,
        "attempt": entry.attempt,
        "late_days": entry.late_days,
        "penalty": entry.penalty,
        "identical_to": list(entry.identical_to),
        "notes": list(entry.notes),
        "unreadable": entry.unreadable,
        "rivals": list(entry.rivals),
        "handed_in": list(entry.handed_in),
        **({"capped": True} if entry.capped else {}),
    }


def _joined(folder: Path) -> Iterator[Entry]:
    """Book and results, side by side; where there is no book, results of nobody in particular."""
    documents = _documents(folder / RESULTS)
    if not (folder / BOOK).is_file():
        yield from (Entry(None, d["submission"], d) for d in documents)
        return
    for number_, record in _records(folder / BOOK):
        if "left_out" in record:
            continue
        try:
            document = next(documents, {}) if record["graded"] else None
            entry = _from_json(record, document)
        except (ValueError, KeyError, TypeError) as error:
            raise _unusable(folder / BOOK, number_, error) from None
        if document is not None and document.get("submission") != entry.submission:
            raise ClassbookError(
                f"{folder / BOOK}: line {number_}: {entry.submission!r} is not the next one in "
                f"{RESULTS}; run `mnist-grade batch` again, which writes both"
            )
        yield entry


def _records(book: Path) -> Iterator[tuple[int, Document]]:
    """The lines of a book; there are none where there is no book."""
    for number_, line in _lines(book) if book.is_file() else ():
        try:
            record = json.loads(line)
        except ValueError as error:
            raise _unusable(book, number_, error) from None
        if not isinstance(record, dict):
            raise _unusable(book, number_, "no record")
        yield number_, record


def _unusable(path: Path, number_: int, why: object) -> ClassbookError:
    return ClassbookError(f"{path}: line {number_}: not usable: {why}")


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
        # Books of earlier versions do not have these.
        unreadable=record.get("unreadable", ""),
        rivals=tuple(record.get("rivals", ())),
        handed_in=tuple(record.get("handed_in", ())),
        capped=record.get("capped", False),
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


def _write_sheet(sheet: TextIO, entries: Iterator[Entry], left_out: Iterable[LeftOut]) -> None:
    """grades.csv: a column an exercise, named by the first entry that has any.

    What was left out has lines of nobody's, without points, at the end.
    """
    first: list[Entry] = []
    for entry in entries:
        first.append(entry)
        if not entry.missing:
            break
    exercises = _in_document(first[-1]) if first else []
    write_rows(sheet, [[*BEFORE, *map(cell, exercises), *AFTER]])
    write_rows(sheet, (_row(entry, exercises) for entry in chain(first, entries)))
    columns = (*BEFORE, *exercises, *AFTER)
    for out in left_out:
        told = {"submission": cell(legible(out.name)), "status": out.status, "notes": cell(out.why)}
        write_rows(sheet, [[told.get(column, "") for column in columns]])


BEFORE = ("student", "name", "email", "section", "submission", "status", "final", "max_score")
AFTER = (
    "score", "late_days", "penalty", "attempt", "identical_to", "overrides", "notes", "needs_look",
)  # fmt: skip


def _row(entry: Entry, exercises: Iterable[str]) -> list[str]:
    student = entry.student or Student("")
    points = entry.exercises
    who = (legible(student.id), student.name, student.email, student.section)
    same = ", ".join(map(legible, entry.identical_to))
    said = (same, entry.override_note, "; ".join(entry.remarks), "; ".join(entry.needs_look))
    return [
        *map(cell, who),
        cell(legible(entry.submission)),
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
