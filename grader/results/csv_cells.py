"""CSV that a spreadsheet shows as it stands: no cell of it is ever run as a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from typing import TextIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BEHIND_A_SEMICOLON = re.compile("(; *)(?=[-=+@\uff0b\uff0d\uff1d\uff20])")


def cell(text: str) -> str:
    """The text on one line, without invisible marks, behind a ' where it looks like a formula."""
    # SECURITY: without this, a student named =HYPERLINK(...) has the instructor's spreadsheet
    # call out, and one with a mark for writing from right to left shows another's name.
    # Where a comma is the decimal sign a spreadsheet cuts lines at semicolons, quoted or not.
    flat = _BEHIND_A_SEMICOLON.sub(r"\1'", plain(text))
    return f"'{flat}" if starts_a_formula(flat) else flat


def plain(text: str) -> str:
    """The text on one line, without control characters and invisible marks."""
    kept = (" " if c in "\t\n\r\v\f\x85\u2028\u2029" else c for c in text)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula or a command."""
    # The full-width signs count as well: some spreadsheets fold them into the plain ones.
    folded = unicodedata.normalize("NFKC", text.lstrip(" '")[:1])
    return text.startswith(_BEGINS_A_FORMULA) or folded.startswith(_BEGINS_A_FORMULA)


def number(value: float | None, decimals: int = 2) -> str:
    """A number with a period, no thousands separator and no exponent; nothing for None."""
    if value is None:
        return ""
    written = f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    return "0" if written in ("", "-0") else written


def write_rows(file: TextIO, rows: Iterable[Iterable[str]]) -> None:
    """Write rows of finished cells, quoted where they have to be, each ended by a line feed."""
    csv.writer(file, lineterminator="\n").writerows(rows)
