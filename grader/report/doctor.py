"""The rows of `mnist-grade doctor` on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console

from grader.report.text import STYLES, Page, flat
from grader.results.verdict import Outcome

if TYPE_CHECKING:
    from grader.judge.doctor import Row

_OUTCOMES = {"good": Outcome.PASSED, "bad": Outcome.FAILED}


def print_rows(rows: Sequence[Row], console: Console) -> None:
    """Print the rows part by part, and what they come to."""
    page = Page.on(console)
    width = max(cell_len(flat(row.name)) for row in rows) + 2
    for part, members in groupby(rows, key=lambda row: row.part):
        page.say(part, "bold")
        for row in members:
            _row(page, row, width)
        page.gap()
    bad, warned = (
        [flat(row.name) for row in rows if row.state.value == state] for state in ("bad", "warned")
    )
    if warned:
        page.say(f"Mend before the course begins: {', '.join(warned)}.", "yellow")
    if bad:
        page.say(f"Grading cannot work yet: see {', '.join(bad)} above.", "red")
    else:
        page.say("Grading can work here.", "green")


def _row(page: Page, row: Row, width: int) -> None:
    """The mark, the name and what was found; what is off has a dash."""
    warned = row.state.value == "warned"
    outcome = _OUTCOMES.get(row.state.value)
    mark = page.symbols.marks[outcome] if outcome else "!" if warned else "-"
    style = STYLES[outcome] if outcome else "yellow" if warned else ""
    name = flat(row.name)
    lead = mark.ljust(page.symbols.width) + name + " " * (width - cell_len(name))
    page.say(flat(row.text), indent=2, lead=lead, lead_style=style)
