"""The way into a submission: files are taken in under an allowance, or left out with a reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

CONTRACT_FILES = (
    "forward.py",
    "loss.py",
    "backward.py",
    "step.py",
    "train.py",
    "hidden_layer.py",
    "explain.yaml",
)

# What `mnist-grade hint` leaves beside the work for the instructor: no part of what is graded.
HINTS_FILE = "hints-taken.json"

_IGNORED = {"__pycache__", "__MACOSX", "node_modules", HINTS_FILE}
_MOST_NOTES = 20
_NOT_IN_NAMES = {"Cc", "Cs", "Zl", "Zp"}
_TWIN = "another file has the same name but for upper and lower case"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most that a submission may hold; sizes in bytes."""

    files: int = 200
    file_size: int = 2 << 20
    notebook_size: int = 8 << 20  # pictures in its outputs make one large
    total_size: int = 8 << 20
    depth: int = 4
    name_length: int = 200
    entries: int = 2000  # files looked at, kept or not
    archive_size: int = 16 << 20
    unpacked_size: int = 64 << 20  # of a whole .tar.gz, since it has to be read in one go


class Intake:
    """Collects files under the allowance and remembers what it left out."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self.files: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self._total = 0
        self._places: dict[str, str] = {}  # a name as a file system without case sees it

    def refuse(self, name: str, why: str) -> None:
        """Leave a file out, and say so, up to a number of times."""
        if len(self.left_out) < _MOST_NOTES:
            self.left_out.append(f"{printable(name)}: {why}")
        elif len(self.left_out) == _MOST_NOTES:
            self.left_out.append("and more")

    def take(self, given: str, size: int, read: Callable[[int], bytes]) -> None:
        """Keep one file if its name and size are within the allowance.

        `read(n)` gives at most n bytes; the size that an archive claims is not believed.
        """
        limits = self.allowance
        name = "/".join(part for part in given.split("/") if part not in ("", "."))
        why = self._objection(given, name)
        most = limits.notebook_size if name.lower().endswith(".ipynb") else limits.file_size
        if why is None and size > most:
            why = f"larger than {most:,} bytes"
        if why is None and self._total + size > limits.total_size:
            why = f"the submission is larger than {limits.total_size:,} bytes"
        if why is not None:
            self.refuse(given, why)
            return
        content = read(most + 1)
        # SECURITY: a bomb claims a small size, and so could each of a thousand bombs; without
        # this sum over all that was read the judge's memory and time are theirs to fill.
        self._total += len(content)
        if len(content) > most or self._total > limits.total_size:
            self.refuse(given, "larger than it claims to be")
            return
        self._keep(name, content)

    def _keep(self, name: str, content: bytes) -> None:
        if name in self.files:
            self.refuse(name, "stands there twice; the last one counts")
        twin = self._places.get(_place(name), name)
        if twin != name:
            del self.files[twin]
            self.refuse(twin, _TWIN)
        self._places[_place(name)] = name
        self.files[name] = content

    def _objection(self, given: str, name: str) -> str | None:
        if not name:
            return "it has no name"
        # SECURITY: without this a file could be written outside the folder that is ours.
        if given.startswith("/") or re.match(r"[A-Za-z]:", given) or ".." in given.split("/"):
            return "its path leads outside the submission"
        if "\\" in name or any(unicodedata.category(c) in _NOT_IN_NAMES for c in name):
            return "its name holds a backslash or control characters"
        parts = name.split("/")
        if len(name.encode()) > self.allowance.name_length or len(parts) > self.allowance.depth:
            return "its path is too long or too deep"
        if len(self.files) >= self.allowance.files and name not in self.files:
            return f"more than {self.allowance.files} files"
        return self._clash(name)

    def _clash(self, name: str) -> str | None:
        """Where two names would be one place on a disk; a file of the contract goes first."""
        twin = self._places.get(_place(name), name)
        if twin != name and PurePosixPath(name).name not in CONTRACT_FILES:
            return _TWIN
        place = _place(name)
        above = {_place(str(parent)) for parent in PurePosixPath(name).parents}
        if above & self._places.keys() or any(p.startswith(place + "/") for p in self._places):
            return "a file and a folder have the same name"
        return None

    def unwrapped(self) -> dict[str, bytes]:
        """The files, out of the one folder that was wrapped around those of the contract."""
        homes = {name.split("/")[0] for name in self.files if _in_wrapping(name)}
        if len(homes) != 1 or any(name in self.files for name in CONTRACT_FILES):
            return self.files
        (home,) = homes
        for name in self.files:
            if not name.startswith(f"{home}/"):
                self.refuse(name, f"lies beside the folder {home}")
        inside = (name for name in self.files if name.startswith(f"{home}/"))
        return {name[len(home) + 1 :]: self.files[name] for name in inside}


def _place(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def printable(name: str) -> str:
    """A name that may be shown: cut, and with a sign for what no terminal should obey."""
    return "".join(c if c.isprintable() else "?" for c in name[:120])


def _in_wrapping(name: str) -> bool:
    folder, _, file = name.partition("/")
    return bool(folder) and file in CONTRACT_FILES


def ignored(name: str) -> bool:
    """Whether a name is clutter that no student put there: hidden files, caches."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return any(part in _IGNORED or part.startswith(".") for part in parts)
