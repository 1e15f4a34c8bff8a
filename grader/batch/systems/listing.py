"""A list of the class in CSV: the columns student and path, perhaps attempt and time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from grader.batch.systems.looking import LINK, place
from grader.batch.table import Row, read_table
from grader.batch.turnin import Person, TurnIn, moment
from grader.results.classbook import LeftOut

_COLUMNS = ("attempt", "time")


def read_list(path: Path, follow_links: bool = False) -> tuple[list[TurnIn], list[LeftOut]]:
    """A turn-in for each line, and the lines that give none; paths start at the list's folder.

    Raises:
        BatchError: a column or a value is missing or wrong; with file and line.
    """
    rows = list(read_table(path, required=("student", "path"), optional=_COLUMNS))
    often = Counter(row["student"] for row in rows)
    found: dict[tuple[str, ...], TurnIn] = {}
    left_out = []
    for row in rows:
        turn_in = _turn_in(path.parent, row, often[row["student"]] > 1)
        same = tuple(row[column] for column in ("student", "path", *_COLUMNS))
        if _linked(path.parent, row["path"]) and not follow_links:
            left_out.append(LeftOut(_entry(row), f"{row['path']}: {LINK}", refused=True))
        elif same in found:
            left_out.append(LeftOut(_entry(row), "the very same line stands above"))
        else:
            found[same] = turn_in
    return list(found.values()), left_out


def _linked(folder: Path, written: str) -> bool:
    """Whether a link is on the way, where the way starts at the list; else at its end."""
    # SECURITY: the list may lead into what a student handed in, and `eve/work` be a link to the
    # solutions. It may also lead through a link that the system has for its own folders.
    path = folder / written
    if Path(written).is_absolute():
        return path.is_symlink()
    steps = [path, *path.parents]
    return any(step.is_symlink() for step in steps[: len(Path(written).parts)])


def _turn_in(folder: Path, row: Row, several: bool) -> TurnIn:
    student, attempt, time = row.needed("student"), row.whole("attempt", 1), row["time"]
    handed_in = moment(time) if time else None
    if time and handed_in is None:
        raise row.wrong("time", "write it as in 2026-12-01T18:00:00+01:00")
    path = folder / row.needed("path")
    return TurnIn(
        f"{student}/attempt-{attempt}" if several else student,
        Person((student,)),
        path if path.is_dir() else place(path),
        attempt=attempt,
        time=handed_in,
        given=f"{student}/{row['path']}",
        entries=(_entry(row),),
    )


def _entry(row: Row) -> str:
    """What a line is called, where it is told of."""
    return f"line {row.line}: {row['student']}"
