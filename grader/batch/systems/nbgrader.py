"""nbgrader's `submitted/STUDENT/ASSIGNMENT/`, with `timestamp.txt` beside the files."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from pathlib import Path

from grader.batch.turnin import Person, TurnIn, moment, visible, whole_path
from grader.errors import BatchError
from grader.intake import CONTRACT_FILES

_STAMP = "timestamp.txt"


def recognises(folder: Path) -> bool:
    """It holds `submitted`, is it, or its students' folders hold time stamps."""
    if folder.name == "submitted" or (folder / "submitted").is_dir():
        return any(True for _ in _handed_in(folder))
    return any((path / _STAMP).is_file() for path in _handed_in(folder))


def turn_ins(folder: Path, assignment: str | None = None) -> list[TurnIn]:
    """One for each student, of the assignment named or the only one that is there.

    Raises:
        BatchError: there are several assignments, or the one named is not there.
    """
    found = _handed_in(folder)
    there = Counter(path.name for path in found)
    if assignment is None and len(there) > 1:
        names = ", ".join(sorted(there))
        raise BatchError(
            f"{folder}: holds {len(there)} assignments: {names}; say --assignment NAME"
        )
    if assignment is not None and assignment not in there:
        names = ", ".join(sorted(there)) or "none"
        raise BatchError(f"{folder}: holds no assignment {assignment!r}; there are: {names}")
    return [
        TurnIn(
            path.parent.name,
            Person((path.parent.name,)),
            whole_path(path),
            time=_time(path),
        )
        for path in found
        if assignment in (None, path.name)
    ]


def _handed_in(folder: Path) -> list[Path]:
    """The folders STUDENT/ASSIGNMENT."""
    home = folder / "submitted" if (folder / "submitted").is_dir() else folder
    students = [Path(entry.path) for entry in visible(home) if entry.is_dir()]
    plain = any((student / name).exists() for student in students for name in CONTRACT_FILES)
    if plain:
        return []
    return [Path(e.path) for student in students for e in _entries(student) if e.is_dir()]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return visible(folder)
    except OSError:
        return []


def _time(folder: Path) -> datetime | None:
    try:
        with open(folder / _STAMP, encoding="utf-8", errors="replace") as file:
            return moment(file.read(200))
    except OSError:
        return None
