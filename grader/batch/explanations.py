"""A sheet of explanations, filled in with points and comments, read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.batch.table import Row, read_table
from grader.results import classbook
from grader.results.csv_cells import cell, number, plain
from grader.results.explanations import Written, written
from grader.results.names import legible, meant
from grader.results.overrides import Override, read_overrides, set_overrides

READ = "your explanation was read"


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet changed: how many lines, and in words what was there before."""

    recorded: int
    unchanged: int
    empty: int
    replaced: tuple[str, ...]


def read_back(grades: Path, sheet: Path) -> Read:
    """Record the points and comments of a filled-in sheet as decided by hand.

    All lines are looked at before the first is recorded: a slip in one records nothing.

    Raises:
        BatchError: a line names nobody, or has points that the check does not have.
        ClassbookError: the folder of grades cannot be used.
    """
    known = {(one.key, one.exercise, one.check): one for one in written(classbook.read(grades))}
    decisions, empty = [], 0
    for row in read_table(sheet, required=("student", "exercise", "check", "points", "comment")):
        one = _known(row, known)
        if not row["points"] and not row["comment"]:
            empty += 1
            continue
        points = _points(row, one)
        reason = _text(row["comment"]) or READ
        decisions.append(Override(meant(one.key), one.exercise, points, reason, one.check))
    return _recorded(grades, decisions, empty)


def _recorded(grades: Path, decisions: list[Override], empty: int) -> Read:
    by_hand = {(o.student, o.about): o for found in read_overrides(grades).values() for o in found}
    replaced, fresh = [], []
    for decision in decisions:
        old = by_hand.get((decision.student, decision.about))
        if old != decision:
            fresh.append(decision)
            replaced += [f"{legible(old.student)}: {old.words}"] if old else []
    set_overrides(grades, fresh)
    return Read(len(fresh), len(decisions) - len(fresh), empty, tuple(replaced))


def _known(row: Row, known: Mapping[tuple[str, str, str], Written]) -> Written:
    who = _text(row.needed("student"))
    one = known.get((who, _text(row["exercise"]), _text(row["check"])))
    if one is None:
        raise row.wrong("student", "nobody of that id has an explanation for this check here")
    return one


def _points(row: Row, one: Written) -> float:
    """The points of a line; a comment alone keeps those that there are."""
    if not row["points"]:
        return one.automatic if one.points is None else one.points
    try:
        points = float(row["points"].replace(",", "."))
    except ValueError:
        points = -1.0
    if not 0 <= points <= one.most + 1e-6:
        raise row.wrong("points", f"write a number from 0 to {number(one.most)}")
    return points


def _text(value: str) -> str:
    """What was meant: without the ' that keeps a spreadsheet from running the cell."""
    flat = plain(value)
    return flat[1:] if flat.startswith("'") and cell(flat[1:]) == flat else flat
