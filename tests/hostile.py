"""The attacks: hostile files as data, each of which replaces one file of the solutions.

The first lines of a file are comments that say what it is:

    # replaces: backward.py
    # kind: forge | leak | escape | exhaust | crash | disturb | report
    # earns: the points of that exercise that an honest judge gives; `full`, or a range such as
    #     0-5 or 0-full where a play that was tampered with may count for nothing
    # tries: one sentence
    # stopped by: seals each of which is enough by itself; with none it breaks through
    # needs: root, where only root's rights let it break through
    # open: why it is not contained yet

An attack that gets what it wants raises an error that begins with BREACH. What it looks for
stands in it as @CANARY@ (a folder), @ROOT@ (this checkout), @HOME@ (the judge's folder) and
@PORT@ (a server on this machine).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.submission.submission import Submission

ATTACKS = Path(__file__).parent / "attacks"
KINDS = ("forge", "leak", "escape", "exhaust", "crash", "disturb", "report")
BREACH = "BREACH"


@dataclass(frozen=True)
class Attack:
    """One hostile file; `tail` is right code that calls what it brings, written behind it."""

    path: Path
    heads: Mapping[str, str]
    tail: str = ""

    @property
    def id(self) -> str:
        return str(self.path.relative_to(ATTACKS).with_suffix(""))

    @property
    def exercise(self) -> str:
        return self.heads["replaces"].split(".")[0]

    @property
    def seals(self) -> tuple[str, ...]:
        """The seals each of which stops it alone."""
        return tuple(re.findall(r"\w+", self.heads.get("stopped by", "")))

    def earns(self, full: float) -> tuple[float, float]:
        """The fewest and the most points that are honest."""
        low, _, high = self.heads["earns"].partition("-")
        low, high = (full if word == "full" else float(word) for word in (low, high or low))
        return low, high

    def content(self, places: Mapping[str, str]) -> bytes:
        """The file, with what it looks for filled in."""
        content = self.path.read_bytes() + self.tail.encode()
        for name, value in places.items():
            content = content.replace(f"@{name}@".encode(), value.encode())
        return content

    def submission(self, solutions: Submission, places: Mapping[str, str]) -> Submission:
        """The solutions with this file in the place of one of theirs."""
        files = {**solutions.files, self.heads["replaces"]: self.content(places)}
        return Submission(self.id, files)


def attacks() -> list[Attack]:
    """All attacks in a stable order."""
    return [
        _read(path)
        for path in sorted(ATTACKS.glob("*/*"))
        if path.is_file() and path.suffix in (".py", ".yaml")
    ]


def _read(path: Path) -> Attack:
    head = path.read_text(encoding="utf-8", errors="replace").split("\n")[:8]
    lines = (re.match(r"# ([a-z ]+): (.+)", line) for line in head)
    return Attack(path, {m.group(1): m.group(2).strip() for m in lines if m})
