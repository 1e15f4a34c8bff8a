"""The files that a notebook's cells write: `%%writefile NAME`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.submission.origin import Cell, Place

_WRITES = re.compile(r"%%(?:writefile|file)[ \t]+(?P<adds>(?:-a|--append)[ \t]+)?(?P<name>\S.*)")


@dataclass(frozen=True, slots=True)
class Written:
    """What one file holds in the end, and where each of its lines stands."""

    lines: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def content(self) -> bytes:
        return "\n".join([*self.lines, ""]).encode()


def written_files(cells: Iterable[Cell]) -> dict[str, Written]:
    """The files by the names that the cells give them; of two that write one the last counts."""
    files: dict[str, Written] = {}
    for cell in cells:
        lines = cell.text.split("\n")
        first = next((n for n, line in enumerate(lines) if line.strip()), 0)
        magic = _WRITES.fullmatch(lines[first].rstrip()) if cell.kind == "code" else None
        if magic is None:
            continue
        name = magic["name"].strip("'\"")
        before = files.get(name) if magic["adds"] else None
        body = tuple(lines[first + 1 :])
        while body and not body[-1]:
            body = body[:-1]  # one end of a line, which every file has
        places = tuple((cell.number, first + 2 + n) for n in range(len(body)))
        if before is not None:
            body, places = before.lines + body, before.places + places
        files[name] = Written(body, places)
    return files
