"""nbgrader's `submitted/STUDENT/ASSIGNMENT/`, with `timestamp.txt` beside the files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from grader.batch.systems.looking import LINK, Look
from grader.batch.turnin import Person, TurnIn, is_whole, moment
from grader.errors import BatchError
from grader.results.classbook import LeftOut
from grader.submission.arrangement import contract_file

CALLED = "nbgrader's submitted/STUDENT/ASSIGNMENT/"
SUBMITTED = "submitted"
# What nbgrader itself keeps in a course's folder.
OWN = {SUBMITTED, "source", "release", "autograded", "feedback"}
_STAMP = "timestamp.txt"


def home(look: Look) -> Look:
    """The folder with the students' folders: the one given, or `submitted` in it."""
    within = Path(os.path.abspath(look.folder)).name == SUBMITTED
    if not within and any(e.name == SUBMITTED and e.is_dir() for e in look.entries):
        return look.below(SUBMITTED, f"{SUBMITTED}/")
    return look


def fits(student: os.DirEntry[str], files: Sequence[str]) -> bool:
    """Whether it is a folder that holds folders, and no work of its own: none of `files`."""
    inside = list(_visible(student))
    work = any(is_whole(e.name) or contract_file(e.name, files) for e in inside)
    return not work and any(entry.is_dir() for entry in inside)


def stamped(student: os.DirEntry[str], files: Sequence[str]) -> bool:
    """Whether nbgrader left the time at which the work of this student's folder was handed in."""
    return fits(student, files) and any(
        (Path(e.path) / _STAMP).is_file() for e in _visible(student)
    )


def turn_ins(look: Look, assignment: str | None = None) -> list[TurnIn]:
    """One for each student, of the assignment named or the only one that is there.

    Raises:
        BatchError: there are several assignments, or the one named is not there.
    """
    inside = [look.below(e.name) for e in look.entries if e.is_dir() and os.access(e, os.R_OK)]
    found = [(student, Path(e.path)) for student in inside for e in student.entries if e.is_dir()]
    there = Counter(path.name for _, path in found)
    if assignment is None and len(there) > 1:
        names = ", ".join(sorted(there))
        raise BatchError(
            f"{look.folder}: holds {len(there)} assignments: {names}; say --assignment NAME, or "
            "--system plain where these are none"
        )
    if assignment is not None and assignment not in there:
        names = ", ".join(sorted(there)) or "none"
        raise BatchError(f"{look.folder}: holds no assignment {assignment!r}; there are: {names}")
    return [
        TurnIn(
            student.folder.name,
            Person((student.folder.name,)),
            path,
            time=_time(path),
            entries=(look.prefix + student.folder.name,),
        )
        for student, path in found
        if assignment in (None, path.name)
    ]


def why(look: Look, name: str) -> str:
    """Why an entry of the folder with the students' folders is in no submission."""
    try:
        inside = look.below(name).left_out
    except BatchError:
        inside = ()
    linked = any(out.refused for out in inside)
    return LINK if linked else "no folder that can be read, with one of the assignment in it"


def beside(look: Look) -> list[LeftOut]:
    """What lies in the course's folder beside `submitted`."""
    own = [LeftOut(e.name, f"beside {SUBMITTED}/") for e in look.entries if e.name != SUBMITTED]
    return [*look.left_out, *own]


def _visible(folder: os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (e for e in entries if not e.name.startswith("."))
    except OSError:
        return


def _time(folder: Path) -> datetime | None:
    try:
        # SECURITY: a named pipe of this name would hold the whole batch for ever.
        if not (folder / _STAMP).is_file():
            return None
        with open(folder / _STAMP, encoding="utf-8", errors="replace") as file:
            return moment(file.read(200))
    except OSError:
        return None
