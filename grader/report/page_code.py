"""The lines of a student's own code around the one that a finding points at."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.report.text import clean
from grader.results.finding import Finding

if TYPE_CHECKING:
    from grader.submission.submission import Submission

AROUND = 3
WIDEST = 200


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of code with its number; `guilty` is the one that the finding names."""

    number: int
    text: str
    guilty: bool


def sources_of(submission: Submission) -> dict[str, str]:
    """The files of a submission as text, and those of a notebook's cells that were graded."""
    texts = {name: content.decode("utf-8", "replace") for name, content in submission.files.items()}
    cells: defaultdict[int, dict[int, str]] = defaultdict(dict)
    origin = submission.origin
    for name, places in origin.places.items() if origin else ():
        for text, place in zip(texts.get(name, "").split("\n"), places, strict=False):
            if place is not None:
                cells[place[0]][place[1]] = text
    if origin is not None:
        texts |= {origin.called(number): _cell(lines) for number, lines in cells.items()}
    return texts


def _cell(lines: Mapping[int, str]) -> str:
    """A cell with its lines where they stand; what was not graded of it stays empty."""
    return "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))


def excerpt(finding: Finding, sources: Mapping[str, str]) -> tuple[CodeLine, ...]:
    """The lines that a finding names with a few around them; nothing where it names none."""
    source = sources.get(finding.file or "")
    if source is None or finding.line is None:
        return ()
    # Python ends its lines at these three and at nothing else.
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = min(finding.end_line or finding.line, finding.line + AROUND)
    first, last = finding.line - AROUND, end + AROUND
    if not 0 < finding.line <= len(lines):
        return ()
    numbers = range(max(1, first), min(len(lines), last) + 1)
    texts = textwrap.dedent("\n".join(_harmless(lines[n - 1]) for n in numbers)).split("\n")
    guilty = range(finding.line, end + 1)
    around = [CodeLine(n, text, n in guilty) for n, text in zip(numbers, texts, strict=True)]
    while around and not around[-1].text and not around[-1].guilty:
        around.pop()
    while around and not around[0].text and not around[0].guilty:
        around.pop(0)
    return tuple(around)


def _harmless(line: str) -> str:
    """One line without controls or marks that turn text around, cut where nobody would read on."""
    text = clean(line[: WIDEST + 1]).replace("\n", " ").rstrip()
    return text if len(text) <= WIDEST else text[:WIDEST] + " ..."
