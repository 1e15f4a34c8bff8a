"""What a person decided by hand, with the reason, in a CSV that survives every regrade.

A line sets points, of one check, one exercise or the whole, or says which of a student's
submissions counts. The columns `submission` and `check` are there where a line needs them: the
files of 0.1.0 have none.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from grader.errors import ClassbookError
from grader.results.csv_cells import cell, number, plain, write_rows
from grader.results.names import legible, meant
from grader.results.whole_file import whole_file

FILE = "overrides.csv"
COLUMNS = ("student", "exercise", "score", "reason")
SUBMISSION, CHECK = "submission", "check"
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Override:
    """The score of an exercise, of one of its checks, or of the whole where `exercise` is empty."""

    student: str
    exercise: str
    score: float
    reason: str
    check: str = ""

    @property
    def about(self) -> str:
        """What it sets, in one word: the exercise, `exercise/check`, or nothing for the whole."""
        return f"{self.exercise}/{self.check}" if self.check else self.exercise

    @property
    def words(self) -> str:
        return f"{self.about or 'final score'} set to {number(self.score)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of a student's submissions counts, where nothing else tells, and why."""

    student: str
    submission: str
    reason: str

    @property
    def words(self) -> str:
        return f"{legible(self.submission)} chosen: {self.reason}"


Decision: TypeAlias = Override | Choice


def read_overrides(folder: Path) -> Mapping[str, tuple[Override, ...]]:
    """All points set by hand in a folder of grades, by student; none where there is no file.

    Raises:
        ClassbookError: a line of the file cannot be used; the message says which and why.
    """
    found: defaultdict[str, dict[str, Override]] = defaultdict(dict)
    for decision in read_decisions(folder):
        if isinstance(decision, Override):
            found[decision.student][decision.about] = decision
    return {student: tuple(by_exercise.values()) for student, by_exercise in found.items()}


def read_choices(folder: Path) -> Mapping[str, Choice]:
    """Which submission counts, by student.

    Raises:
        ClassbookError: a line of the file cannot be used; the message says which and why.
    """
    return {d.student: d for d in read_decisions(folder) if isinstance(d, Choice)}


def read_decisions(folder: Path) -> list[Decision]:
    """All that was decided by hand in a folder of grades, one of each kind; the last one counts.

    Raises:
        ClassbookError: a line of the file cannot be used; the message says which and why.
    """
    return list({_key(decision): decision for decision in _read(folder / FILE)}.values())


def set_override(folder: Path, decision: Decision) -> None:
    """Add a decision, or put it in the place of the one of the same student about the same."""
    set_overrides(folder, [decision])


def set_overrides(folder: Path, decisions: Sequence[Decision]) -> None:
    """The same for several, of which the file has all or, where that fails, none."""
    fresh = {_key(decision) for decision in decisions}
    kept = [d for d in _read(folder / FILE) if _key(d) not in fresh]
    if decisions:
        _write(folder / FILE, [*kept, *decisions])


def remove_override(folder: Path, student: str, exercise: str | None) -> bool:
    """Take back points set by hand, or with None the choice; False where there was nothing.

    Points of a check are taken back as `exercise/check`.
    """
    before = _read(folder / FILE)
    kept = [decision for decision in before if _key(decision) != (student, exercise)]
    if len(kept) < len(before):
        _write(folder / FILE, kept)
    return len(kept) < len(before)


def forget_decisions(folder: Path, students: Collection[str]) -> int:
    """Take back all that was decided about some students; how many decisions that were."""
    before = _read(folder / FILE)
    kept = [decision for decision in before if decision.student not in students]
    if len(kept) < len(before):
        _write(folder / FILE, kept)
    return len(before) - len(kept)


def take_over(source: Path, folder: Path) -> tuple[list[Decision], list[Decision]]:
    """Copy the decisions of a folder of grades, or of a file, that this folder has none about.

    Returns what was copied, and what the folder has decided otherwise and keeps.

    Raises:
        ClassbookError: there is no such file, or a line of it cannot be used.
    """
    path = source / FILE if source.is_dir() else source
    if not path.is_file():
        raise ClassbookError(
            f"{path}: there is no such file; name an overrides.csv, or a folder of grades with one"
        )
    there = {_key(decision): decision for decision in _read(folder / FILE)}
    given = {_key(decision): decision for decision in _read(path)}
    fresh = [decision for key, decision in given.items() if key not in there]
    if fresh:
        _write(folder / FILE, [*there.values(), *fresh])
    return fresh, [there[k] for k, decision in given.items() if there.get(k, decision) != decision]


def _key(decision: Decision) -> tuple[str, str | None]:
    """Whom and what it is about: a student has one decision about an exercise, and one choice."""
    return decision.student, decision.about if isinstance(decision, Override) else None


def _write(path: Path, decisions: Sequence[Decision]) -> None:
    """One a line, in the order of the students, so that two versions differ in what changed."""
    rows = [_row(d) for d in sorted(decisions, key=lambda d: (d.student, _key(d)[1] or ""))]
    more = [name for name in (SUBMISSION, CHECK) if any(row.get(name) for row in rows)]
    with whole_file(path) as file:
        write_rows(file, [[*COLUMNS, *more]])
        write_rows(file, ([row.get(name, "") for name in (*COLUMNS, *more)] for row in rows))


def _row(decision: Decision) -> dict[str, str]:
    row = {"student": cell(legible(decision.student)), "reason": cell(decision.reason)}
    if isinstance(decision, Choice):
        return row | {SUBMISSION: cell(legible(decision.submission))}
    set_to = {"exercise": cell(decision.exercise), "score": number(decision.score, 6)}
    return row | set_to | {CHECK: cell(decision.check)}


def _read(path: Path) -> list[Decision]:
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


def _parse(path: Path, line: int, row: Mapping[str, str | None]) -> Decision:
    student, exercise, written, reason, submission, check = (
        _text(row.get(name)) for name in (*COLUMNS, SUBMISSION, CHECK)
    )
    where = f"{path}: line {line}"
    if not student:
        raise ClassbookError(f"{where}: student is empty; write the student's id there")
    if not reason:
        raise ClassbookError(f"{where}: reason is empty; say why it was decided")
    if submission:
        if exercise or written:
            raise ClassbookError(
                f"{where}: a line names a submission or sets points; write two lines"
            )
        return Choice(meant(student), meant(submission), reason)
    if check and not exercise:
        raise ClassbookError(f"{where}: exercise is empty; name that of check {check!r}")
    try:
        score = float(written)
    except ValueError:
        score = math.nan
    if not (0 <= score <= 1e6):
        raise ClassbookError(f"{where}: score {written!r} is no number of points; write e.g. 12.5")
    return Override(meant(student), exercise, score, reason, check)


def _text(value: str | None) -> str:
    """What was meant: without the ' that keeps a spreadsheet from running the cell."""
    flat = plain(value or "")
    return flat[1:] if flat.startswith("'") and cell(flat[1:]) == flat else flat
