"""A list of the class in CSV: the columns student and path, perhaps attempt and time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from grader.batch.table import Row, read_table
from grader.batch.turnin import Person, TurnIn, moment, whole_path


def turn_ins(path: Path) -> list[TurnIn]:
    """One for each line; paths start at the folder of the list.

    Raises:
        BatchError: a column or a value is missing or wrong; with file and line.
    """
    rows = list(read_table(path, required=("student", "path"), optional=("attempt", "time")))
    often = Counter(row["student"] for row in rows)
    return [_turn_in(path.parent, row, often[row["student"]] > 1) for row in rows]


def _turn_in(folder: Path, row: Row, several: bool) -> TurnIn:
    student, attempt, time = row.needed("student"), row.whole("attempt", 1), row["time"]
    handed_in = moment(time) if time else None
    if time and handed_in is None:
        raise row.wrong("time", "write it as in 2026-12-01T18:00:00+01:00")
    place = folder / row.needed("path")
    return TurnIn(
        f"{student}/attempt-{attempt}" if several else student,
        Person((student,)),
        whole_path(place) if place.is_dir() else place,
        attempt=attempt,
        time=handed_in,
    )
