"""A look into the folder of a class: its entries, without links and clutter, which are told of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.turnin import TurnIn, is_whole
from grader.errors import BatchError
from grader.results.classbook import LeftOut
from grader.submission.intake import ignored

LINK = "a link; --follow-links has links followed"
HIDDEN = "hidden, or left behind by a program"


@dataclass(frozen=True, slots=True)
class Look:
    """What lies in a folder, and what of it is not looked at; `prefix` is what names begin with.

    `files` are those that the course wants of a submission.
    """

    folder: Path
    entries: tuple[os.DirEntry[str], ...]
    left_out: tuple[LeftOut, ...]
    files: tuple[str, ...]
    follow_links: bool = False
    prefix: str = ""

    @property
    def candidates(self) -> list[os.DirEntry[str]]:
        """What would be somebody's submission if the layout were nobody's."""
        return [entry for entry in self.entries if entry.is_dir() or is_whole(entry.name)]

    def below(self, name: str, prefix: str = "") -> Look:
        """A look into a folder of this one, under the same rule."""
        return look_into(self.folder / name, self.files, self.follow_links, prefix)


def look_into(
    folder: Path, files: tuple[str, ...], follow_links: bool = False, prefix: str = ""
) -> Look:
    """Look into a folder.

    Raises:
        BatchError: it is not there, or cannot be read.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        raise BatchError(
            f"{folder}: there is no such folder; give the folder of the class"
        ) from None
    except OSError as error:
        raise BatchError(f"{folder}: cannot be read: {error.strerror}; check its rights") from None
    kept, left_out = [], []
    for entry in entries:
        why = _objection(entry, follow_links)
        if why:
            left_out.append(LeftOut(prefix + entry.name, why, why == LINK))
        else:
            kept.append(entry)
    return Look(folder, tuple(kept), tuple(left_out), files, follow_links, prefix)


def _objection(entry: os.DirEntry[str], follow_links: bool) -> str:
    """Why an entry is not looked at, if it is not."""
    # SECURITY: an archive that a system unpacks may leave a link in a student's place. Followed,
    # `eve -> ../solutions` is graded as Eve's own work, and gets full marks.
    if entry.is_symlink() and not follow_links:
        return LINK
    if entry.is_symlink() and not os.path.exists(entry):
        return "a link that leads nowhere"
    return HIDDEN if ignored(entry.name) else ""


def place(path: Path) -> Path:
    """Where a link leads whose following was asked for; any other path as it is.

    Single files are opened where they lie, and a link in a student's own folder never is.
    """
    real = path.resolve() if path.is_symlink() else path
    return real if real.suffix == path.suffix else path


def without(look: Look, taken: Iterable[TurnIn], why: Callable[[Look, str], str]) -> list[LeftOut]:
    """All entries of the folder that are in none of these turn-ins; `why` is asked of the rest."""
    used = {entry for turn_in in taken for entry in turn_in.entries}
    rest = [entry.name for entry in look.entries if look.prefix + entry.name not in used]
    reasons = ((name, why(look, name)) for name in rest)
    return [*look.left_out, *(LeftOut(look.prefix + n, w, w == LINK) for n, w in reasons)]


def apart(turn_ins: Iterable[TurnIn]) -> list[TurnIn]:
    """The turn-ins, each under a name of its own; a group's members share the one of their work.

    Where names are the same, as those of `ada/` and `ada.zip`, each gets its longer one.
    """
    found = list(turn_ins)
    works: dict[str, set[object]] = {}
    for turn_in in found:
        works.setdefault(turn_in.name, set()).add((turn_in.path, turn_in.parts))
    taken = {name for name, different in works.items() if len(different) == 1}
    named = []
    for turn_in in found:
        if len(works[turn_in.name]) > 1:
            turn_in = replace(turn_in, name=_free(turn_in.given or turn_in.name, taken))
            taken.add(turn_in.name)
        named.append(turn_in)
    return named


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
