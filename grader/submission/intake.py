"""The way into a submission: files are taken in within limits, or left out with a reason."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# What `hint`, `check` and `debug` leave beside the work for the instructor: no part of what is
# graded.
HINTS_FILE, SENTENCES_FILE = "hints-taken.json", "in-my-own-words.json"

NOTEBOOK_ENDING = ".ipynb"
ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tbz", ".tar")
ARCHIVE_ENDINGS = (*ZIP_ENDINGS, *TAR_ENDINGS)

_IGNORED = {"__pycache__", "__MACOSX", "node_modules", HINTS_FILE, SENTENCES_FILE}
MOST_NOTES = 20
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
_NUMBERED_DEVICE = re.compile(r"(COM|LPT)[1-9\u00b9\u00b2\u00b3]")
_NOT_ON_WINDOWS = set('<>:"|?*')
_NOT_IN_NAMES = {"Cc", "Cs", "Zl", "Zp"}


class Unfit(Exception):
    """A file that was handed in cannot be read; `why` says what is wrong with it, in words."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file, self.why = file, why


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """The most that a submission may hold; sizes in bytes."""

    files: int = 200
    file_size: int = 2 << 20
    total_size: int = 8 << 20  # of what is kept
    depth: int = 10  # three folders of a student's in five that systems and archives wrap around
    name_length: int = 200  # of each part of a path
    entries: int = 2000  # files looked at, kept or not
    notebook_size: int = 64 << 20  # as it lies there; its outputs are not kept
    archive_size: int = 64 << 20
    unpacked_size: int = 64 << 20  # of a whole tar, since it has to be read in one go
    looked_through: int = 96 << 20  # all notebooks and inner archives together, kept or not
    windows: bool = os.name == "nt"  # whether names are refused that Windows has for devices


class Intake:
    """Collects files within its limits and remembers what it left out.

    `archives` are those among the files, which are kept apart; `unfit` are notebooks and archives
    that were left out. `kept` and `looked_through` are the bytes of plain files, and of notebooks
    and archives, that were read.
    """

    def __init__(self, limits: SizeLimits) -> None:
        self.limits = limits
        self.files: dict[str, bytes] = {}
        self.archives: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self.unfit: list[Unfit] = []
        self.kept = self.looked_through = 0

    def refuse(self, name: str, why: str) -> None:
        """Leave a file out, and say so, up to a number of times."""
        if name.lower().endswith((NOTEBOOK_ENDING, *ARCHIVE_ENDINGS)):
            self.unfit.append(Unfit(name, why))
        self.note(f"{printable(name)}: {why}")

    def note(self, words: str) -> None:
        """Remember what a reader should know, up to a number of times."""
        if len(self.left_out) < MOST_NOTES:
            self.left_out.append(words)
        elif len(self.left_out) == MOST_NOTES:
            self.left_out.append("and more")

    def take(self, given: str, size: int, read: Callable[[int], bytes]) -> None:
        """Keep one file if its name and size are within the limits.

        `read(n)` gives at most n bytes; the size that an archive claims is not believed.
        """
        name = _plain(given)
        why = self._objection(given, name) or self._too_large(name, size)
        if why is None:
            # Room for as much as is asked for is made at once: 64 MB would be, for every notebook.
            most = size if _is_whole(name) else self._most(name)
            content = read(most + 1)
            why = self._claimed_less(name, len(content), most)
            if why is None:
                self._keep(name, content)
        if why is not None:
            self.refuse(given, why)

    def _most(self, name: str) -> int:
        limits = self.limits
        if name.lower().endswith(NOTEBOOK_ENDING):
            return limits.notebook_size
        return limits.archive_size if _is_archive(name) else limits.file_size

    def _too_large(self, name: str, size: int) -> str | None:
        """Whether a file is larger than it may be, by its own word."""
        limits, most = self.limits, self._most(name)
        if size > most:
            return f"larger than {most:,} bytes"
        if _is_whole(name) and self.looked_through + size > limits.looked_through:
            return f"notebooks and archives are larger than {limits.looked_through:,} bytes"
        if not _is_whole(name) and self.kept + size > limits.total_size:
            return f"the submission is larger than {limits.total_size:,} bytes"
        return None

    def _claimed_less(self, name: str, size: int, most: int) -> str | None:
        # SECURITY: a bomb claims a small size, and so could each of a thousand bombs; without
        # these sums over all that was read the judge's memory and time are theirs to fill.
        limits = self.limits
        if _is_whole(name):
            self.looked_through += size
        else:
            self.kept += size
        total = self.looked_through > limits.looked_through or self.kept > limits.total_size
        return "larger than it claims to be" if size > most or total else None

    def _keep(self, name: str, content: bytes) -> None:
        """Keep what was read."""
        if _is_archive(name):
            self.archives[name] = content
            return
        if name in self.files:
            self.note(f"{printable(name)}: stands there twice; the last one counts")
        self.files[name] = content

    def objection(self, given: str) -> str | None:
        """What is wrong with a name, if anything is."""
        return self._objection(given, _plain(given))

    def _objection(self, given: str, name: str) -> str | None:
        if not name:
            return "it has no name"
        # SECURITY: without this a file could be written outside the folder that is ours.
        if given.startswith("/") or re.match(r"[A-Za-z]:", given) or ".." in given.split("/"):
            return "its path leads outside the submission"
        if "\\" in name or any(unicodedata.category(c) in _NOT_IN_NAMES for c in name):
            return "its name holds a backslash or control characters"
        parts = name.split("/")
        longest = max(len(part.encode()) for part in parts)
        if longest > self.limits.name_length or len(parts) > self.limits.depth:
            return "its path is too long or too deep"
        if self.limits.windows and any(map(refused_by_windows, parts)):
            return "Windows has no file of this name; give it another one"
        held = len(self.files) + len(self.archives)
        if held >= self.limits.files and name not in self.files:
            return f"more than {self.limits.files} files"
        return None


def _plain(given: str) -> str:
    """A path without what leads nowhere."""
    return "/".join(part for part in given.split("/") if part not in ("", "."))


def refused_by_windows(part: str) -> bool:
    """Whether a part of a path is a device's name there, or holds what no name may."""
    stem = part.split(".")[0].rstrip().upper()
    device = stem in _DEVICES or _NUMBERED_DEVICE.fullmatch(stem) is not None
    return device or part[-1:] in (".", " ") or any(sign in _NOT_ON_WINDOWS for sign in part)


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVE_ENDINGS)


def _is_whole(name: str) -> bool:
    """Whether a file may be a whole submission by itself."""
    return _is_archive(name) or name.lower().endswith(NOTEBOOK_ENDING)


def printable(name: str) -> str:
    """A name that may be shown: cut, and with a sign for what no terminal should obey."""
    return "".join(c if c.isprintable() else "?" for c in name[:120])


def ignored(name: str) -> bool:
    """Whether a name is clutter that no student put there: hidden files, caches."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return any(part in _IGNORED or part.startswith(".") for part in parts)
