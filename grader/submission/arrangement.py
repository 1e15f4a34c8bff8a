"""The one rule for folders and names: which of the files handed in are the contract's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import PurePosixPath

from grader.submission.intake import NOTEBOOK_ENDING, printable

# What browsers, systems and desktops add to the name of a file that is there already:
# `work (1)`, `work-1`, `work_2`, `work copy 2`, `work - Copy (2)`, `work-Copy1`.
_COPY = r"(?:copy|kopie|copie|copia|c\u00f3pia|kopia)"
_NUMBER = r"\d{1,3}"
_MARK = (
    rf"(?:[\s_+-]*\((?:{_NUMBER}|(?:another |\d+\w\w )?{_COPY}(?: {_NUMBER})?)\)"
    rf"|[\s_-]+{_COPY}(?:[\s_-]*\(?{_NUMBER}\)?)?"
    rf"|[\s_-]+{_NUMBER}_?)"
)
_OF_TEXTS = {"txt", "text", "md", "rtf", "doc", "docx", "yml", "pyw", "py3"}
_ADDED = r"(?:\.[a-z0-9]{1,10}){0,2}"


@cache
def _pattern(file: str) -> re.Pattern[str]:
    path = PurePosixPath(file)
    return re.compile(
        rf"(?:{_COPY} (?:of|von|de|di|da) )?{path.stem}{_MARK}{{0,3}}\s*"
        rf"\{path.suffix}{_MARK}{{0,3}}{_ADDED}",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where each file belongs, and what a reader should know.

    `files` are the names given by the names they are read under; `modules` are files of the
    contract by the other name that they were handed in under, where Python can import that.
    """

    files: dict[str, str] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def contract_file(name: str, files: Sequence[str]) -> str | None:
    """Which of the contract's files a name becomes by case, a copy's mark or an added ending."""
    if name.lower().endswith(NOTEBOOK_ENDING):
        return None
    written = unicodedata.normalize("NFC", name)
    return next((file for file in files if _pattern(file).fullmatch(written)), None)


def is_work(path: str, files: Sequence[str]) -> bool:
    """Whether a file is a notebook, or one of the contract's `files` by whatever name."""
    return path.lower().endswith(NOTEBOOK_ENDING) or bool(contract_file(_split(path)[2], files))


def arranged(names: Sequence[str], files: Sequence[str]) -> Arrangement:
    """The files out of their wrapping folders, under the names of `files` where they are these.

    `files` are the contract's. Where two folders, or two files, fit, none is taken.
    """
    homes = _homes(names, files)
    outer = [h for h in homes if not any(_within(h, o) and homes[o] >= homes[h] for o in homes)]
    if len(outer) > 1:
        return Arrangement(notes=tuple(_several(outer, names, files)))
    (home,) = outer or [""]
    inside = {name[len(home) :]: name for name in names if name.startswith(home)}
    taken, notes = _named(inside, files)
    fits, clashes = _fitting(taken, files)
    renamed = {given[len(home) :]: file for file, given in fits.items() if given != home + file}
    return Arrangement(
        fits,
        {module: file for own, file in renamed.items() if (module := _module(own))},
        (*notes, *clashes, *_inner(homes, home, names, files), *_beside(names, home)),
    )


def _homes(names: Iterable[str], files: Sequence[str]) -> Counter[str]:
    """The folders that hold files of the contract, and how many: as such, or by a name like it.

    Where there are none, the folder of the one notebook.
    """
    by_folder = [(folder + slash, file) for folder, slash, file in map(_split, names)]
    like = partial(contract_file, files=files)
    known: tuple[Callable[[str], object], ...] = (files.__contains__, like)
    for is_known in known:
        if homes := Counter(folder for folder, file in by_folder if is_known(file)):
            return homes
    notebooks = [folder for folder, file in by_folder if file.lower().endswith(NOTEBOOK_ENDING)]
    return Counter(notebooks if len(notebooks) == 1 else ())


def _split(name: str) -> tuple[str, str, str]:
    return name.rpartition("/")


def _within(inner: str, outer: str) -> bool:
    return inner != outer and inner.startswith(outer)


def _shown(folder: str) -> str:
    return printable(folder.rstrip("/")) or "the top folder"


def _several(outer: Sequence[str], names: Sequence[str], files: Sequence[str]) -> Iterator[str]:
    """Why none of several folders is taken; where each holds other files, they belong together."""
    held = {home: [f for f in files if home + f in names] for home in outer}
    every = [file for own in held.values() for file in own]
    for home, own in held.items():
        if own and len(every) == len(set(every)):
            yield f"{_shown(home)}: holds {', '.join(own)}; put the course's files into one folder"
        else:
            why = f"one of {len(outer)} folders that hold the course's files; hand in one"
            yield f"{_shown(home)}: {why}"


def _inner(
    homes: Counter[str], home: str, names: Sequence[str], files: Sequence[str]
) -> Iterator[str]:
    for other in homes:
        if _within(other, home):
            lost = [f for f in files if other + f in names and home + f not in names]
            belongs = f"holds {', '.join(lost)}, which belongs beside the others: move it up"
            counts = "also holds the course's files; those above it count"
            yield f"{_shown(other)}: {belongs if lost else counts}"


def _beside(names: Iterable[str], home: str) -> Iterator[str]:
    """What lies beside the folder that counts, each with the topmost folder that is left out."""
    tops = {
        name[: len(above)] + name[len(above) :].partition("/")[0]
        for name in names
        if not name.startswith(home)
        for above in [_common(name, home)]
    }
    for top in sorted(tops):
        yield f"{printable(top)}: lies beside the folder {_shown(home)}"


def _common(name: str, home: str) -> str:
    """The folders that are above both."""
    above = ""
    for part in home.split("/"):
        if not name.startswith(f"{above}{part}/"):
            break
        above += f"{part}/"
    return above


def _named(inside: dict[str, str], files: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The files with those of the contract under its names, and what was done or not."""
    claims: dict[str, list[str]] = defaultdict(list)
    for name in inside:
        file = contract_file(name, files)
        if file is not None and file not in inside:
            claims[file].append(name)
    taken, notes = dict(inside), []
    for file, names in claims.items():
        for name in names:
            given = taken.pop(name)
            if len(names) == 1:
                taken[file] = given
                notes.append(f"{printable(name)}: read as {file}")
            else:
                why = f"one of {len(names)} files that could be {file}; hand in one"
                notes.append(f"{printable(name)}: {why}")
    return taken, [*notes, *_texts(taken, files)]


def _texts(inside: Iterable[str], files: Sequence[str]) -> Iterator[str]:
    """What has the name of a file that is not there, with the ending of a text."""
    for name in inside:
        stem, _, ending = name.rpartition(".")
        for file in files:
            alike = (stem or name).casefold() == PurePosixPath(file).stem
            if file not in inside and alike and ending.lower() in _OF_TEXTS:
                yield f"{printable(name)}: not read; if it is {file}, give it that name"


def _fitting(files: dict[str, str], own: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The files that have a place of their own on any disk; those of the contract come first."""
    # SECURITY: on a disk without case one of two such files would be written over the other, and
    # where a file has a folder's name nothing could be written at all.
    kept: dict[str, str] = {}
    notes = []
    places: set[str] = set()
    folders: set[str] = set()
    for name in sorted(files, key=lambda name: name not in own):
        place = _place(name)
        above = {_place(str(parent)) for parent in PurePosixPath(name).parents}
        if place in places:
            why = "another file has the same name but for upper and lower case"
            notes.append(f"{printable(name)}: {why}")
        elif place in folders or above & places:
            notes.append(f"{printable(name)}: a file and a folder have the same name")
        else:
            kept[name] = files[name]
            places.add(place)
            folders |= above
    return kept, notes


def _place(name: str) -> str:
    """A name as a disk without case sees it."""
    return unicodedata.normalize("NFC", name.casefold())


def _module(name: str) -> str:
    """The file that Python would import by the name of this one; empty where it could not."""
    path = PurePosixPath(name)
    return f"{path.stem}.py" if path.suffix.lower() == ".py" and path.stem.isidentifier() else ""
