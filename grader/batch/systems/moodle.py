"""Moodle's download of all submissions: `Name_id_assignsubmission_file_`, a folder or a file."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from grader.batch.turnin import Person, TurnIn, is_whole, visible, whole_path
from grader.intake import CONTRACT_FILES

_NAME = re.compile(
    r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?"
)


def recognises(folder: Path) -> bool:
    """Any name is Moodle's: nobody else writes such ones."""
    return any(_NAME.fullmatch(entry.name) for entry in visible(folder))


def turn_ins(folder: Path) -> list[TurnIn]:
    """One for each student: a folder, or the files that begin with the same name and number."""
    found, loose = [], defaultdict(list)
    for entry in visible(folder):
        match = _NAME.fullmatch(entry.name)
        if match is None or match["kind"] != "file":
            continue
        person, path = Person((match["id"], match["who"]), match["who"]), Path(entry.path)
        if entry.is_dir():
            found.append(TurnIn(entry.name, person, whole_path(path)))
        else:
            loose[person].append((match["file"] or entry.name, path))
    return found + [_flat(person, files) for person, files in loose.items()]


def _flat(person: Person, files: list[tuple[str, Path]]) -> TurnIn:
    """One student's files where the teacher had switched folders off."""
    name = f"{person.name}_{person.ids[0]}_assignsubmission_file_"
    whole = [path for file, path in files if is_whole(file)]
    if len(whole) == 1 and not any(file in CONTRACT_FILES for file, _ in files):
        return TurnIn(name, person, whole[0])
    return TurnIn(name, person, files[0][1], tuple(files))
