"""Moodle's download of all submissions: `Name_id_assignsubmission_file_`, a folder or a file."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from grader.batch.systems.looking import Look, place
from grader.batch.turnin import Person, TurnIn, is_whole
from grader.submission.arrangement import contract_file

CALLED = "Moodle's download (NAME_NUMBER_assignsubmission_file_)"
_NAME = re.compile(
    r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?",
    re.DOTALL,
)


def fits(entry: os.DirEntry[str]) -> bool:
    """Whether it is named as Moodle names what is handed in."""
    return _NAME.fullmatch(entry.name) is not None


def turn_ins(look: Look) -> list[TurnIn]:
    """One for each student: a folder, or the files that begin with the same name and number."""
    found, loose = [], defaultdict(list)
    for entry in look.entries:
        match = _NAME.fullmatch(entry.name)
        if match is None or match["kind"] != "file":
            continue
        person, path = Person((match["id"], match["who"]), match["who"]), Path(entry.path)
        if entry.is_dir():
            found.append(TurnIn(entry.name, person, path, given=entry.name, entries=(entry.name,)))
        else:
            loose[person].append((match["file"] or entry.name, entry.name, place(path)))
    return found + [
        turn_in for person, files in loose.items() for turn_in in _flat(person, files, look.files)
    ]


def why(look: Look, name: str) -> str:
    """Why an entry is in no submission."""
    match = _NAME.fullmatch(name)
    if match is None:
        return "not named as Moodle names what is handed in"
    if match["kind"] == "onlinetext":
        return "a text that was written online, without files"
    return "lies beside the archive or notebook that is the submission"


def _flat(person: Person, files: list[tuple[str, str, Path]], own: Sequence[str]) -> list[TurnIn]:
    """One student's files where the teacher had switched folders off.

    Each archive and notebook is a submission; a file of the contract, `own`, makes all of
    them one.
    """
    name = f"{person.name}_{person.ids[0]}_assignsubmission_file_"
    whole = [(entry, path) for file, entry, path in files if is_whole(file)]
    if whole and not any(contract_file(file, own) for file, _, _ in files):
        return [TurnIn(name, person, path, given=e, entries=(e,)) for e, path in whole]
    entries = tuple(entry for _, entry, _ in files)
    parts = tuple((file, path) for file, _, path in files)
    return [TurnIn(name, person, parts[0][1], parts, given=name, entries=entries)]
