"""A folder, archive or notebook for each student, named as the instructor likes.

Attempts are told apart by their names: `ada-attempt-2.zip`, or `ada/attempt-2/`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from grader.batch.systems.looking import Look, place
from grader.batch.turnin import Person, TurnIn, stem
from grader.errors import BatchError
from grader.submission.arrangement import contract_file

_ATTEMPT = re.compile(r"(?:(?P<who>.+)[-_. ])?attempt[-_ ]?(?P<number>\d{1,6})", re.IGNORECASE)


def turn_ins(look: Look) -> list[TurnIn]:
    """One for each folder, archive or notebook; the files that instructors keep beside are none."""
    found: list[TurnIn] = []
    for entry in look.candidates:
        attempts = _attempts_within(look, entry) if entry.is_dir() else []
        found += attempts or [_turn_in(entry)]
    return found


def _turn_in(entry: os.DirEntry[str]) -> TurnIn:
    path = Path(entry.path)
    name = entry.name if entry.is_dir() else stem(entry.name)
    match = _ATTEMPT.fullmatch(name)
    numbered = match and match["who"]
    return TurnIn(
        name,
        Person((match["who"] if match and numbered else name,)),
        path if entry.is_dir() else place(path),
        attempt=int(match["number"]) if match and numbered else 1,
        given=entry.name,
        entries=(entry.name,),
    )


def _attempts_within(look: Look, student: os.DirEntry[str]) -> list[TurnIn]:
    """The attempts of a student whose folder holds nothing but attempts."""
    try:
        inside = look.below(student.name)
    except BatchError:
        return []  # whose rights these are is told when it is opened
    linked = any(out.refused for out in inside.left_out)  # read as one, the links are told of
    if linked or any(contract_file(entry.name, look.files) for entry in inside.entries):
        return []
    names = [entry.name if entry.is_dir() else stem(entry.name) for entry in inside.candidates]
    matches = [_ATTEMPT.fullmatch(name) for name in names]
    if not all(matches):
        return []
    return [
        TurnIn(
            f"{student.name}/{name}",
            Person((student.name,)),
            Path(entry.path) if entry.is_dir() else place(Path(entry.path)),
            attempt=int(match["number"]),
            given=f"{student.name}/{entry.name}",
            entries=(student.name,),
        )
        for entry, name, match in zip(inside.candidates, names, matches, strict=True)
        if match is not None
    ]


def why(look: Look, name: str) -> str:
    """Why an entry is in no submission."""
    return (
        "a file by itself: nothing says whose it is"
        if contract_file(name, look.files)
        else ("no folder, archive or notebook")
    )
