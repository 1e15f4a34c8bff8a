"""A folder, archive or notebook for each student, named as the instructor likes.

Attempts are told apart by their names: `ada-attempt-2.zip`, or `ada/attempt-2/`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from grader.batch.turnin import Person, TurnIn, is_whole, stem, visible, whole_path
from grader.intake import CONTRACT_FILES

_ATTEMPT = re.compile(r"(?:(?P<who>.+)[-_. ])?attempt[-_ ]?(?P<number>\d{1,6})", re.IGNORECASE)


def recognises(folder: Path) -> bool:
    """Anything is plain where nothing else is recognised."""
    return True


def turn_ins(folder: Path) -> list[TurnIn]:
    """One for each folder, archive or notebook; the files that instructors keep beside are none."""
    found: list[TurnIn] = []
    for entry in visible(folder):
        path = Path(entry.path)
        if entry.is_dir():
            found += _attempts_within(path) or [_turn_in(entry.name, path)]
        elif is_whole(entry.name):
            found.append(_turn_in(stem(entry.name), path))
    return _apart(found)


def _turn_in(name: str, path: Path) -> TurnIn:
    match = _ATTEMPT.fullmatch(name)
    who = match["who"] if match and match["who"] else name
    number = int(match["number"]) if match and match["who"] else 1
    return TurnIn(name, Person((who,)), whole_path(path) if path.is_dir() else path, (), number)


def _attempts_within(folder: Path) -> list[TurnIn]:
    """The attempts of a student whose folder holds nothing but attempts."""
    try:
        entries = [e for e in visible(folder) if e.is_dir() or is_whole(e.name)]
    except OSError:
        return []
    if any((folder / name).exists() for name in CONTRACT_FILES):
        return []
    matches = [_ATTEMPT.fullmatch(stem(entry.name)) for entry in entries]
    if not matches or not all(matches):
        return []
    return [
        TurnIn(
            f"{folder.name}/{stem(entry.name)}",
            Person((folder.name,)),
            whole_path(Path(entry.path)) if entry.is_dir() else Path(entry.path),
            (),
            int(match["number"]),
        )
        for entry, match in zip(entries, matches, strict=True)
        if match is not None
    ]


def _apart(found: list[TurnIn]) -> list[TurnIn]:
    """Where `ada/` and `ada.zip` would have one name, each keeps its whole one."""
    names = Counter(turn_in.name for turn_in in found)
    return [
        TurnIn(t.path.name, t.person, t.path, t.parts, t.attempt)
        if names[t.name] > 1 and t.path.is_file() and stem(t.path.name) == t.name
        else t
        for t in found
    ]
