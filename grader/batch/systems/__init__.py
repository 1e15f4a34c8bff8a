"""What a system exported, recognised by its names alone, as a list of turn-ins.

Each module of this folder knows one system: `recognises(folder)` says whether a folder is one of
its exports, `turn_ins(folder)` lists what was handed in. No content is read here but the metadata
that a system writes itself.
"""

from __future__ import annotations

import os
from pathlib import Path

from grader.batch.systems import canvas, gradescope, listing, moodle, nbgrader, plain
from grader.batch.turnin import Export, TurnIn, visible
from grader.errors import BatchError
from grader.intake import CONTRACT_FILES

SYSTEMS = {
    "gradescope": gradescope,
    "nbgrader": nbgrader,
    "moodle": moodle,
    "canvas": canvas,
    "plain": plain,
}
# In their folders everything is a turn-in; the others keep files of their own there.
FLAT = ("moodle", "canvas", "plain")


def read_export(path: Path, assignment: str | None = None, system: str | None = None) -> Export:
    """What was handed in, in the layout that is recognised, or that of the system named.

    Raises:
        BatchError: there is no such folder, nothing in it, or several assignments to choose from.
    """
    if path.is_file():
        if path.suffix.lower() != ".csv":
            raise BatchError(
                f"{path}: is one file; give the folder of the class, or a .csv with the columns "
                "student and path"
            )
        return Export("list", listing.turn_ins(path))
    try:
        names = os.listdir(path)
    except FileNotFoundError:
        raise BatchError(f"{path}: there is no such folder; give the folder of the class") from None
    except OSError as error:
        raise BatchError(f"{path}: cannot be read: {error.strerror}; check its rights") from None
    if any(file in names for file in CONTRACT_FILES):
        raise BatchError(
            f"{path}: is one submission; give the folder that it lies in, or use "
            f"`mnist-grade check {path}`"
        )
    name = system or next(name for name, known in SYSTEMS.items() if known.recognises(path))
    found = (
        nbgrader.turn_ins(path, assignment) if name == "nbgrader" else SYSTEMS[name].turn_ins(path)
    )
    if not found:
        raise BatchError(
            f"{path}: no submission in it; give the folder that holds one folder, archive or "
            "notebook for each student"
        )
    return Export(name, found, _beside(path, found) if name in FLAT else ())


def _beside(folder: Path, found: list[TurnIn]) -> tuple[str, ...]:
    """The files in a folder that belong to no turn-in."""
    paths = [path for t in found for path in (t.path, *(part for _, part in t.parts))]
    taken = {path.relative_to(folder).parts[0] for path in paths}
    return tuple(entry.name for entry in visible(folder) if entry.name not in taken)
