"""One thing that was handed in: who, when, which attempt, and where its files lie."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.results.classbook import LeftOut
from grader.submission.intake import TAR_ENDINGS, ZIP_ENDINGS, ignored

NOTEBOOK = ".ipynb"
WHOLE_FILES = (*ZIP_ENDINGS, *TAR_ENDINGS, NOTEBOOK)


@dataclass(frozen=True, slots=True)
class Person:
    """What a system itself says of who handed something in; `ids` are what a roster may hold."""

    ids: tuple[str, ...]
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TurnIn:
    """One attempt of one student.

    `name` is the submission's in every output; `given` is longer, to tell it from another of that
    name. `path` is a folder, archive or notebook; where the system keeps single files apart,
    `parts` are they, by the names the student gave them. `entries` are those of the class's folder
    that it was made of. `time` is when it was handed in, None where the system does not say;
    `late` is its own mark.
    """

    name: str
    person: Person
    path: Path
    parts: tuple[tuple[str, Path], ...] = ()
    attempt: int = 1
    time: datetime | None = None
    late: bool = False
    given: str = ""
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """All that was handed in, in which system's layout, and the entries that are in no turn-in.

    `doubt` says what else the layout looks like.
    """

    system: str
    turn_ins: list[TurnIn] = field(default_factory=list)
    left_out: tuple[LeftOut, ...] = ()
    doubt: str = ""

    @property
    def entries(self) -> set[str]:
        """The names of all entries of the folder, whatever became of them."""
        within = {entry for turn_in in self.turn_ins for entry in turn_in.entries}
        return within | {out.name for out in self.left_out}


def is_whole(name: str) -> bool:
    """Whether a file is a submission by itself: an archive or a notebook."""
    return name.lower().endswith(WHOLE_FILES)


def stem(name: str) -> str:
    """The name of a file without the ending of an archive or notebook."""
    for ending in WHOLE_FILES:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def visible(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, sorted by name, without clutter."""
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not ignored(e.name)), key=lambda e: e.name)


def newest(paths: Iterable[Path]) -> datetime | None:
    """When the newest of some files, or of what lies in some folders, was changed."""
    times = []
    for path in paths:
        try:
            times.append(path.stat().st_mtime)
            if path.is_dir():
                times = times[:-1] + [entry.stat().st_mtime for entry in visible(path)]
        except OSError:
            continue
    return datetime.fromtimestamp(max(times), UTC) if times else None


def moment(text: str) -> datetime | None:
    """A time as systems write it: ISO, perhaps with the name of a zone; UTC where none is said."""
    written, _, zone = text.strip().rpartition(" ")
    for candidate, name in ((text.strip(), ""), (written, zone)):
        try:
            time = datetime.fromisoformat(candidate)
        except ValueError:
            continue
        if time.tzinfo is not None:
            return time
        try:
            return time.replace(tzinfo=ZoneInfo(name) if name else UTC)
        except (ZoneInfoNotFoundError, ValueError):
            return None
    return None
