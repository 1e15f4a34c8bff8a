"""Scores that a person set by hand, with the reason, in a CSV that survives every regrade."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import ClassbookError
from grader.sheet import cell, number, plain, write_rows
from grader.whole_file import whole_file

FILE = "overrides.csv"
COLUMNS = ("student", "exercise", "score", "reason")
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Override:
    """The score of one exercise, or of the whole where `exercise` is empty, and why."""

    student: str
    exercise: str
    score: float
    reason: str


def read_overrides(folder: Path) -> Mapping[str, tuple[Override, ...]]:
    """All overrides of a folder of grades, by student; none where there is no file.

    Raises:
        ClassbookError: a line of the file cannot be used; the message says which and why.
    """
    found: defaultdict[str, dict[str, Override]] = defaultdict(dict)
    for override in _read(folder / FILE):
        found[override.student][override.exercise] = override
    return {student: tuple(by_exercise.values()) for student, by_exercise in found.items()}


def set_override(folder: Path, override: Override) -> None:
    """Add an override, or put it in the place of the one for the same student and exercise."""
    kept = [o for o in _read(folder / FILE) if _key(o) != _key(override)]
    _write(folder / FILE, [*kept, override])


def remove_override(folder: Path, student: str, exercise: str) -> bool:
    """Take an override back; False where there was none."""
    before = _read(folder / FILE)
    kept = [o for o in before if _key(o) != (student, exercise)]
    if len(kept) < len(before):
        _write(folder / FILE, kept)
    return len(kept) < len(before)


def _key(override: Override) -> tuple[str, str]:
    return override.student, override.exercise


def _write(path: Path, overrides: Iterable[Override]) -> None:
    """One a line, in the order of the students, so that two versions differ in what changed."""
    with whole_file(path) as file:
        write_rows(file, [COLUMNS])
        for o in sorted(overrides, key=_key):
            score = number(o.score, 6)
            write_rows(file, [[cell(o.student), cell(o.exercise), score, cell(o.reason)]])


def _read(path: Path) -> list[Override]:
    try:
        # utf-8-sig: spreadsheets put a mark in front that would become part of the first header.
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise ClassbookError(
                    f"{path}: line 1: the column {missing[0]!r} is missing; "
                    f"write {','.join(COLUMNS)} there"
                )
            # The line is looked at after the row is read: a quoted reason may span several.
            return [_parse(path, rows.line_num, row) for row in rows if any(row.values())]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ClassbookError(f"{path}: cannot be read: {error}") from None


def _parse(path: Path, line: int, row: Mapping[str, str | None]) -> Override:
    student, exercise, written, reason = (_text(row.get(name)) for name in COLUMNS)
    where = f"{path}: line {line}"
    if not student:
        raise ClassbookError(f"{where}: student is empty; write the student's id there")
    if not reason:
        raise ClassbookError(f"{where}: reason is empty; say why the score was set")
    try:
        score = float(written)
    except ValueError:
        score = math.nan
    if not (0 <= score <= 1e6):
        raise ClassbookError(f"{where}: score {written!r} is no number of points; write e.g. 12.5")
    return Override(student, exercise, score, reason)


def _text(value: str | None) -> str:
    """What was meant: without the ' that keeps a spreadsheet from running the cell."""
    flat = plain(value or "")
    return flat[1:] if flat.startswith("'") and cell(flat[1:]) == flat else flat
