"""The way to the console: text is made harmless, encodable and as wide as the page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.results.harmless import clean, disarmed, flat
from grader.results.verdict import Outcome

__all__ = [
    "FINE", "PLAIN", "STYLES", "Page", "Symbols", "as_sentence", "clean", "disarmed", "encodable",
    "fixed", "flat", "number", "percent", "points",
]  # fmt: skip

WIDEST, NARROWEST = 100, 40


def encodable(text: str, encoding: str) -> str:
    """The text with escapes in place of the characters that the encoding does not have."""
    try:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text.encode("ascii", "backslashreplace").decode("ascii")


def number(value: float, decimals: int = 2) -> str:
    """A number without trailing zeros: 5, 2.5, 0.33."""
    if not math.isfinite(value):
        return str(value)
    written = f"{value:.{decimals}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def fixed(value: float, decimals: int = 3) -> str:
    """A number with all its decimals, for a table: 0.290 beside 0.286."""
    return f"{value:.{decimals}f}"


def as_sentence(text: str) -> str:
    """The end of a sentence as one of its own, on one line; nothing of nothing."""
    line = flat(text)
    return f"{line[:1].upper()}{line[1:]}{'' if line.endswith('.') or not line else '.'}"


def percent(share: float, goal: float = 1.0) -> str:
    """A share of 1 in percent, rounded to a tenth, but never up to a goal that it misses."""
    if not math.isfinite(share):
        return str(share)
    tenths = round(share * 1000)
    if share < goal:
        tenths = min(tenths, round(goal * 1000) - 1)
    return f"{tenths / 10:.1f} %"


def points(value: float) -> str:
    """`1 point`, `2.5 points`."""
    return f"{number(value)} {'point' if number(value) == '1' else 'points'}"


@dataclass(frozen=True, slots=True)
class Symbols:
    """How outcomes are marked: never by colour alone."""

    marks: Mapping[Outcome, str]
    arrow: str

    @property
    def width(self) -> int:
        return max(map(len, self.marks.values())) + 1


FINE = Symbols({Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.NOT_JUDGED: "?"}, "→")
PLAIN = Symbols({Outcome.PASSED: "ok", Outcome.FAILED: "FAIL", Outcome.NOT_JUDGED: "?"}, "->")
STYLES = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.NOT_JUDGED: "yellow"}


@dataclass(frozen=True, slots=True)
class Page:
    """The one way to the console: whatever is said goes out cleaned, encodable and wrapped."""

    console: Console
    symbols: Symbols
    width: int

    @classmethod
    def on(cls, console: Console) -> Page:
        """A page as wide as the console, with the symbols that its encoding has.

        A dumb terminal gets words, as one that reads aloud does: TERM=dumb says that it is one.
        """
        signs = "".join(FINE.marks.values()) + FINE.arrow
        fine = encodable(signs, console.encoding) == signs and not console.is_dumb_terminal
        return cls(console, FINE if fine else PLAIN, max(NARROWEST, min(WIDEST, console.width)))

    def say(
        self, text: str, style: str = "", *, indent: int = 0, lead: str = "", right: str = "",
        lead_style: str = "",
    ) -> None:  # fmt: skip
        """Print a paragraph: `lead` before its first line, `right` at the end of that line."""
        hang = indent + cell_len(lead)
        room = self.width - hang - 1 - (len(right) + 2 if right else 0)
        # SECURITY: wrapping can bring a `::` in mid-line to the start of a line, where a build
        # would obey it, so each line is disarmed again; the column kept free above is for that.
        body = Text(encodable(clean(text), self.console.encoding))
        lines = [disarmed(line.plain.rstrip()) for line in body.wrap(self.console, room)]
        for row, line in enumerate(lines or [""]):
            printed = Text(" " * indent if row == 0 else " " * hang)
            if row == 0:
                printed.append(lead, lead_style)
            printed.append(line, style)
            if right and row == 0:
                printed.append(" " * (self.width - len(right) - cell_len(printed.plain)) + right)
            printed.rstrip()
            self.console.print(printed, soft_wrap=True, highlight=False)

    def mark(
        self,
        outcome: Outcome | None,
        text: str,
        style: str = "",
        *,
        indent: int = 0,
        right: str = "",
    ) -> None:
        """Print a line that begins with the mark of an outcome, or a dash where there is none."""
        lead = (self.symbols.marks[outcome] if outcome else "-").ljust(self.symbols.width)
        colour = STYLES[outcome] if outcome else ""
        self.say(text, style, indent=indent, lead=lead, right=right, lead_style=colour)

    def command(self, *parts: str, indent: int = 4) -> None:
        """Print a command to be copied: on a line of its own, or on one a part where it is long."""
        whole = " ".join(parts)
        lines = [whole] if cell_len(whole) + indent < self.width else [f"{p} \\" for p in parts]
        lines[-1] = lines[-1].removesuffix(" \\")
        for number, line in enumerate(lines):
            self.line(" " * (indent + 2 * (number > 0)) + flat(line))

    def line(self, text: str) -> None:
        """Print a line to be copied, which is never wrapped: what is cut in two cannot be."""
        shown = encodable(clean(text), self.console.encoding)
        self.console.print(Text(shown), soft_wrap=True, highlight=False)

    def source(self, text: str, indent: int = 4) -> None:
        """Print lines of code as they are, to be copied: none is wrapped."""
        for line in text.rstrip("\n").split("\n"):
            whole = (" " * indent + encodable(clean(line), self.console.encoding)).rstrip()
            self.console.print(Text(whole), soft_wrap=True, highlight=False)

    def printed(self, lines: Sequence[str], *, indent: int) -> None:
        """Print what a learner's code printed last, as theirs; nothing where that was nothing."""
        if lines:
            self.say("Your code printed, in its last lines:", "dim", indent=indent)
        for line in lines:
            self.say(line, indent=indent + 2, lead="| ", lead_style="dim")

    def gap(self) -> None:
        """Print an empty line."""
        self.console.print()
