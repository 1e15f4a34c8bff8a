"""The numbers in a shown text with what they are called, and whether a number can be shown so."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in a text: its value, half of its last digit, and the words before it."""

    value: float
    half: float
    label: str
    percent: bool
    digits: int

    def is_(self, value: float) -> bool:
        """Whether a value would be shown like this, rounded or cut."""
        return abs(self.value - value) <= 1.02 * self.half + 1e-6 * abs(value)


def numbers_in(text: str) -> list[Shown]:
    """The numbers of a shown text, each with the words since the number before it."""
    found, end = [], 0
    for match in _NUMBER.finditer(text):
        word = match.group()
        mantissa, _, exponent = word.lower().partition("e")
        decimals = len(mantissa.partition(".")[2])
        half = 0.5 * 10.0 ** (int(exponent or 0) - decimals)
        digits = len(mantissa.replace(".", "").lstrip("+-").lstrip("0"))
        after = text[match.end() : match.end() + 2].strip()
        label = text[end : match.start()].lower().strip()
        found.append(Shown(float(word), half, label, after.startswith("%"), digits))
        end = match.end()
    return found
