"""Canvas's bulk download: files named `name_id_attempt_file`, perhaps with `_LATE` after the name.

Canvas lays all files of all students into one folder. The second number is the same for all files
of one upload, or, where Canvas wrote its own number of each file there, different for each.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from grader.batch.systems.looking import Look, place
from grader.batch.turnin import Person, TurnIn, is_whole
from grader.submission.arrangement import contract_file

CALLED = "Canvas's download (NAME_NUMBER_NUMBER_FILE)"
_NAME = re.compile(
    r"(?P<who>.+?)(?P<late>_LATE)?_(?P<id>\d+)_(?P<number>\d+)_(?P<file>.+)", re.DOTALL
)
# A larger number is Canvas's own one of a file, not an attempt's.
MOST_ATTEMPTS = 999
_AGAIN = re.compile(r"-\d{1,3}$")  # Canvas adds it to the name of a file that is handed in again


@dataclass(frozen=True, slots=True)
class _File:
    """One file of one student."""

    who: str
    id: str
    number: int
    file: str
    late: bool
    path: Path

    @property
    def whole(self) -> bool:
        """Whether it is a submission by itself."""
        return is_whole(self.file) or self.path.is_dir()


def fits(entry: os.DirEntry[str]) -> bool:
    """Whether it is named as Canvas names files."""
    return _NAME.fullmatch(entry.name) is not None


def turn_ins(look: Look) -> list[TurnIn]:
    """One for each attempt of each student."""
    students: dict[str, list[_File]] = defaultdict(list)
    for entry in look.entries:
        match = _NAME.fullmatch(entry.name)
        if match is not None:
            file = _File(
                match["who"], match["id"], int(match["number"]), match["file"],
                match["late"] is not None, Path(entry.path),
            )  # fmt: skip
            students[file.id].append(file)
    return [turn_in for files in students.values() for turn_in in _attempts(files, look.files)]


def why(look: Look, name: str) -> str:
    """Why an entry is in no submission."""
    if _NAME.fullmatch(name) is None:
        return "not named as Canvas names files"
    return "lies beside the archive or notebook that is the submission"


def _attempts(files: list[_File], own: Sequence[str]) -> list[TurnIn]:
    """Each whole file is a submission; loose files are one together, or one for each number.

    Loose files beside a whole one are a submission only where one is of the contract: `own`.
    """
    whole = [_turn_in([file], own, whole=True) for file in files if file.whole]
    loose: dict[int, list[_File]] = defaultdict(list)
    for file in sorted((f for f in files if not f.whole), key=lambda f: f.number):
        loose[file.number].append(file)
    if loose and all(len(group) == 1 for group in loose.values()):
        loose = {max(loose): [file for group in loose.values() for file in group]}
    counted = (g for g in loose.values() if not whole or any(_of_contract(f, own) for f in g))
    return [*whole, *(_turn_in(group, own, whole=False) for group in counted)]


def _of_contract(file: _File, own: Sequence[str]) -> bool:
    return bool(contract_file(_own_name(file.file, own), own))


def _turn_in(files: list[_File], own: Sequence[str], *, whole: bool) -> TurnIn:
    last = files[-1]
    base = f"{last.who}_{last.id}_{last.number}"
    name = f"{base}_{PurePath(last.file).stem}" if whole else base
    return TurnIn(
        name=name,
        person=Person((last.id, last.who), last.who),
        path=last.path if last.path.is_dir() else place(last.path),
        parts=()
        if whole
        else tuple((_own_name(file.file, own), place(file.path)) for file in files),
        # Canvas's own numbers of files tell no attempts apart: all of them are of the last one.
        attempt=last.number if last.number <= MOST_ATTEMPTS else 1,
        late=any(file.late for file in files),
        given=last.path.name if whole else f"{base}_",
        entries=tuple(file.path.name for file in files),
    )


def _own_name(file: str, own: Sequence[str]) -> str:
    """The name that the student gave a file of the contract before Canvas numbered it."""
    path = PurePath(file)
    given = _AGAIN.sub("", path.stem) + path.suffix
    return given if contract_file(given, own) else file
