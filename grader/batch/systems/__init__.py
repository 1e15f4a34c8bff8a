"""What a system exported, recognised by its names alone, as a list of turn-ins.

Each module of this folder knows one system: `fits(entry)` says whether an entry is named as that
system names what is handed in, `turn_ins(look)` lists what was, and `why(look, name)` says why an
entry is no part of it. No content is read here but the metadata that a system writes itself.
"""

from __future__ import annotations

from pathlib import Path

from grader.batch.systems import canvas, gradescope, listing, moodle, nbgrader, plain
from grader.batch.systems.looking import Look, apart, look_into, without
from grader.batch.systems.recognising import one_submission, recognise
from grader.batch.turnin import Export, TurnIn
from grader.course.marks import shipped_contract
from grader.errors import BatchError
from grader.results.classbook import LeftOut

SYSTEMS = {
    "gradescope": gradescope,
    "nbgrader": nbgrader,
    "moodle": moodle,
    "canvas": canvas,
    "plain": plain,
}


def read_export(
    path: Path,
    assignment: str | None = None,
    system: str | None = None,
    follow_links: bool = False,
    files: tuple[str, ...] | None = None,
) -> Export:
    """What was handed in, in the layout that is recognised, or that of the system named.

    `files` are those that the course wants of a submission; where none are given, those of the
    course that mnist-grade comes with.

    Every entry of the folder is part of a turn-in, or left out with a reason. Links are, unless
    they are to be followed.

    Raises:
        BatchError: there is no such folder, nothing in it, several assignments to choose from, or
            a layout that is neither one system's nor plain.
    """
    if path.is_file():
        if path.suffix.lower() != ".csv":
            raise BatchError(
                f"{path}: is one file; give the folder of the class, or a .csv with the columns "
                "student and path"
            )
        return _export("list", path, *listing.read_list(path, follow_links))
    look = look_into(path, shipped_contract().files if files is None else files, follow_links)
    if system is None and one_submission(look):
        raise BatchError(
            f"{path}: is one submission; give the folder that it lies in, or use "
            f"`mnist-grade check {path}` (for a class all the same: --system plain)"
        )
    name, doubt = (system, "") if system else recognise(look)
    return _export(name, path, *_read(name, look, assignment), doubt)


def _read(name: str, look: Look, assignment: str | None) -> tuple[list[TurnIn], list[LeftOut]]:
    """The turn-ins of a folder, and its entries that are part of none."""
    if name != "nbgrader":
        found = SYSTEMS[name].turn_ins(look)
        return found, without(look, found, SYSTEMS[name].why)
    home = nbgrader.home(look)
    found = nbgrader.turn_ins(home, assignment)
    around = nbgrader.beside(look) if home is not look else []
    return found, [*around, *without(home, found, nbgrader.why)]


def _export(
    name: str, path: Path, found: list[TurnIn], left_out: list[LeftOut], doubt: str = ""
) -> Export:
    if not found:
        few = "; ".join(f"{out.name!r}: {out.why}" for out in left_out[:5])
        raise BatchError(
            f"{path}: no submission in it; give the folder that holds one folder, archive or "
            f"notebook for each student{f' (it holds {few})' if few else ''}"
        )
    return Export(name, apart(found), tuple(left_out), doubt)
