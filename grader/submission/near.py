"""Near misses of place: what lies where somebody named something that cannot be checked."""

from __future__ import annotations

import difflib
import os
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader.submission.arrangement import contract_file, is_work
from grader.submission.folders import files_below
from grader.submission.intake import ARCHIVE_ENDINGS, NOTEBOOK_ENDING, Intake, SizeLimits

MOST_NAMES = 500  # of a folder that are looked at
_ALIKE = 0.75
# A notebook with an ending more, as a browser or a system adds one.
_NOTEBOOK_AND_MORE = re.compile(r"(.+\.ipynb)(?:\.[a-z0-9]{1,10}){1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Near:
    """What was found, as the end of a sentence, and the path that can be checked, if there is one.

    `file` is the one of the course's files that was meant, where it was one.
    """

    found: str
    path: str = ""
    file: str = ""


def near_path(path: Path, files: Sequence[str]) -> Near | None:
    """What was probably meant by a path that is not there or is no submission; `files` are ours."""
    try:
        if path.is_dir():
            return _renamed_in(path, files)
        if path.exists():
            return _one_file(path, files)
        return _already_in(path) or _like(path, files) or _right_here(path, files)
    except (OSError, ValueError):  # a folder that we may not look into says nothing
        return None


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in islice(os.scandir(folder), MOST_NAMES))


def _already_in(path: Path) -> Near | None:
    """Whether it begins with the folder that one is in."""
    here, parts = Path.cwd().parts, path.parts
    for count in range(len(parts), 0, -1):
        first, rest = parts[:count], Path(*parts[count:])
        if [p.casefold() for p in here[-count:]] == [p.casefold() for p in first] and rest.exists():
            return Near(f"you are in {Path(*first)} already", str(rest))
    return None


def _right_here(path: Path, files: Sequence[str]) -> Near | None:
    """The work in the folder that one is in, where a folder was named."""
    works = [name for name in _names(Path()) if is_work(name, files)]
    return Near(f"{works[0]} is right here", ".") if works and not path.suffix else None


def _like(path: Path, files: Sequence[str]) -> Near | None:
    """What lies in the same folder under a name that is like it."""
    names = [name for name in _names(path.parent) if _is_checked(path.parent / name, files)]
    wanted = path.name.casefold()
    same = [n for n in names if wanted in (n.casefold(), n.casefold().partition(".")[0])]
    stem = [n for n in names if n.casefold().partition(".")[0] == wanted.partition(".")[0]]
    close = difflib.get_close_matches(path.name, names, 1, _ALIKE)
    if not (likely := [*same, *stem, *close][:1]):
        return None
    found = path.parent / likely[0]
    return (found.is_file() and _one_file(found, files)) or Near(f"{found} is there", str(found))


def _is_checked(path: Path, files: Sequence[str]) -> bool:
    name = path.name.lower()
    ours = name.endswith(ARCHIVE_ENDINGS) or is_work(path.name, files) or _notebook_of(path.name)
    return not name.startswith(".") and (path.is_dir() or bool(ours))


def _one_file(path: Path, files: Sequence[str]) -> Near | None:
    """What is to be done about a file that is no folder, archive or notebook."""
    folder = str(path.parent)
    if file := contract_file(path.name, files):
        what = "" if path.name == file else f" (read as {file})"
        found = f"{path}{what} is one file of the work; its folder is what is checked"
        return Near(found, folder, file)
    if renamed := _renamed(path, files):
        return renamed
    beside = path.with_suffix(NOTEBOOK_ENDING)
    if beside != path and beside.is_file():
        return Near(f"the notebook {beside} lies beside it", str(beside))
    if path.suffix == ".py":
        return Near(f"each exercise has a file of its own, as {files[0]}: put your code there, or "
                    "check the notebook that it comes from")  # fmt: skip
    return None


def _notebook_of(name: str) -> str:
    found = _NOTEBOOK_AND_MORE.fullmatch(name)
    return found[1] if found else ""


def _renamed(path: Path, files: Collection[str]) -> Near | None:
    """Which name a file should have: a notebook by another one, or Python by a notebook's."""
    if name := _notebook_of(path.name):
        told = f"{path} is a notebook with an ending too much; rename it to {name}, then"
        return Near(told, str(path.with_name(name)))
    if not path.name.lower().endswith(NOTEBOOK_ENDING):
        return None
    with path.open("rb") as file:
        if file.read(1000).lstrip().startswith(b"{"):
            return None
    python = path.with_suffix(".py").name
    told = f"{path} holds no notebook; if it is Python, rename it to {python}, then"
    return Near(told, str(path.parent), python) if python in files else None


def _renamed_in(folder: Path, files: Collection[str]) -> Near | None:
    renamed = (_renamed(path, files) for n in _names(folder) if (path := folder / n).is_file())
    return next(filter(None, renamed), None)


def near_in(folder: Path, files: Collection[str]) -> Near | None:
    """What lies in, below or above a folder that holds none of these files."""
    if not folder.is_dir():
        return None
    if renamed := _renamed_in(folder, files):
        return renamed
    found = folder_nearby(folder, files)
    if found is None:
        return None
    there = [name for name in sorted(files) if (found / name).is_file()]
    return Near(f"{' and '.join(there[:2])} {'lies' if len(there) == 1 else 'lie'} in {found}",
                str(found))  # fmt: skip


def folder_nearby(path: Path, names: Collection[str]) -> Path | None:
    """The folder below or above a folder that holds the most files of these names, if any does."""
    if not path.is_dir():
        return None
    intake = Intake(SizeLimits())
    below = islice(files_below(path, intake), intake.limits.entries)
    holding = Counter(file.parent for name, file in below if file.name in names and "/" in name)
    above = os.path.dirname(os.path.abspath(path))
    held = sum(os.path.isfile(os.path.join(above, name)) for name in names)
    if held:
        holding[Path(os.path.relpath(above))] = held
    return max(holding, key=holding.__getitem__, default=None)
