"""Canvas's bulk download: files named `name_id_attempt_file`, perhaps with `_LATE` after the name.

Canvas lays all files of all students into one folder. The second number is the same for all files
of one upload, or, where Canvas wrote its own number of each file there, different for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from grader.batch.turnin import Person, TurnIn, is_whole, visible, whole_path
from grader.intake import CONTRACT_FILES

_NAME = re.compile(r"(?P<who>.+?)(?P<late>_LATE)?_(?P<id>\d+)_(?P<number>\d+)_(?P<file>.+)")
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


def recognises(folder: Path) -> bool:
    """Most names are Canvas's."""
    names = [entry.name for entry in visible(folder)]
    return len(names) > 0 and 2 * sum(bool(_NAME.fullmatch(name)) for name in names) > len(names)


def turn_ins(folder: Path) -> list[TurnIn]:
    """One for each attempt of each student."""
    students: dict[str, list[_File]] = defaultdict(list)
    for entry in visible(folder):
        match = _NAME.fullmatch(entry.name)
        if match is not None:
            file = _File(
                match["who"], match["id"], int(match["number"]), match["file"],
                match["late"] is not None, Path(entry.path),
            )  # fmt: skip
            students[file.id].append(file)
    return [turn_in for files in students.values() for turn_in in _attempts(files)]


def _attempts(files: list[_File]) -> list[TurnIn]:
    """Each whole file is an attempt; loose files are one together, or one for each number."""
    found = [_turn_in([file], whole=True) for file in files if file.whole]
    loose: dict[int, list[_File]] = defaultdict(list)
    for file in sorted((f for f in files if not f.whole), key=lambda f: f.number):
        loose[file.number].append(file)
    if loose and all(len(group) == 1 for group in loose.values()):
        loose = {max(loose): [file for group in loose.values() for file in group]}
    found += [_turn_in(group, whole=False) for group in loose.values()]
    found.sort(key=lambda turn_in: turn_in.attempt)
    return [
        replace(turn_in, attempt=number) if turn_in.attempt > MOST_ATTEMPTS else turn_in
        for number, turn_in in enumerate(found, 1)
    ]


def _turn_in(files: list[_File], *, whole: bool) -> TurnIn:
    last = files[-1]
    base = f"{last.who}_{last.id}_{last.number}"
    name = f"{base}_{PurePath(last.file).stem}" if whole else base
    return TurnIn(
        name=name,
        person=Person((last.id, last.who), last.who),
        path=whole_path(last.path) if last.path.is_dir() else last.path,
        parts=() if whole else tuple((_own_name(file.file), file.path) for file in files),
        attempt=last.number,
        late=any(file.late for file in files),
    )


def _own_name(file: str) -> str:
    """The name that the student gave a file of the contract before Canvas numbered it."""
    path = PurePath(file)
    own = _AGAIN.sub("", path.stem) + path.suffix
    return own if own in CONTRACT_FILES else file
