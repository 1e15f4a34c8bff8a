"""The loop as a puzzle, and what came of an order of its calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

BATCHES = 120
# Of a file that somebody edits: where its lines stand.
_INSIDE = re.compile(r"^ {4}(\S.*?)\s*$", re.M)
_NUMBER = re.compile(r"^# Puzzle (\d{1,9}) of mnist-grade debug, level 1\b", re.M)
_HEAD = """\
# Puzzle {number} of mnist-grade debug, level 1: five of these seven lines make a training loop.
# Put them in an order that trains and take two out (remove them, or put a # before them). Then:
#
#     mnist-grade debug --check {file}

for images, labels in loader:
"""


@dataclass(frozen=True, slots=True)
class Order:
    """A puzzle: its lines as (call, code), shuffled, of which two do not belong."""

    number: int
    lines: tuple[tuple[str, str], ...]

    def text(self, file: str) -> str:
        """The puzzle as a file to be edited."""
        body = "".join(f"    {code}\n" for _, code in self.lines)
        return _HEAD.format(number=self.number, file=file) + body

    def numbered(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The calls of these numbers, from 1 on.

        Raises:
            ValueError: there is none of that number; the message says so.
        """
        for number in numbers:
            if not 1 <= number <= len(self.lines):
                raise ValueError(f"there is no line {number}; the lines are 1 to {len(self.lines)}")
        return tuple(self.lines[number - 1][0] for number in numbers)

    def read(self, text: str) -> tuple[str, ...]:
        """The calls that stand in a file which was edited.

        Raises:
            ValueError: a line is none of the puzzle's; the message quotes it.
        """
        calls = {"".join(code.split()): call for call, code in self.lines}
        found = []
        for line in _INSIDE.findall(text.replace("\t", "    ")):
            code = "".join(line.partition("#")[0].split())
            if code and code not in calls:
                raise ValueError(
                    f"{line.strip()!r} is none of the seven lines; move them, and change nothing "
                    "in them"
                )
            found += [calls[code]] if code else []
        return tuple(found)


def number_in(text: str) -> int | None:
    """The number of the puzzle that a file is; None where it is none."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Tried:
    """What happened in a loop: the loss before each of its batches, beside a right loop's.

    `gradients` says how long the gradient was that each step found, None where there was none;
    `stands_still` that no weight of the model moved; `error` is the line that Python stopped at and
    what it said; `odd` are lines that do not belong and did no harm where they stood.
    """

    fits: bool
    losses: tuple[float, ...]
    right: tuple[float, ...]
    gradients: tuple[float | None, ...] = ()
    stands_still: bool = False
    error: tuple[str, str] = ("", "")
    odd: tuple[str, ...] = ()
