"""Pairs of submissions that look alike, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.report.text import encodable, flat, percent

if TYPE_CHECKING:
    from grader.batch.similar import Pair


def print_pairs(
    pairs: Sequence[Pair], compared: int, top: int, console: Console, empty: Sequence[str] = ()
) -> None:
    """Print the pairs that are most alike, and what that means; `empty` are those without files."""
    if pairs:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for title in ("one", "of it", "other", "of it", "in"):
            table.add_column(title, justify="right" if title == "of it" else "left")
        for pair in pairs[:top]:
            files = "the very same files" if pair.identical else ", ".join(pair.files)
            shares = (percent(pair.share_of_one), percent(pair.share_of_other))
            cells = (pair.one, shares[0], pair.other, shares[1], files)
            table.add_row(*(Text(encodable(flat(cell), console.encoding)) for cell in cells))
        console.print(table)
    more = f", the first {top} are shown" if len(pairs) > top else ""
    left_out = f"Left out, having no file that can be read: {', '.join(map(flat, empty))}."
    for sentence in (
        *([left_out] if empty else []),
        f"{compared} submissions compared. Pairs that are alike: {len(pairs)}{more}.",
        "A pointer, never a score: short right answers look alike. Read both before you ask.",
    ):
        console.print(Text(sentence), soft_wrap=True)
