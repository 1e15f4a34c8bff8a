"""An export on the terminal: who gets what, who is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.lms.exports.lines import Line
from grader.report.text import encodable, flat


def print_plan(lines: Sequence[Line], console: Console, *, target: str, dry: bool) -> None:
    """Say what is, or with `dry` what would be, written to `target`.

    A dry run shows every line, otherwise only what was left out.
    """
    sent = [line for line in lines if not line.skipped]
    skipped = [line for line in lines if line.skipped]
    noted = [line for line in sent if line.note]
    if dry and sent:
        _table(console, "Would get", sent, ("student", "known there as", "gets", "note"))
    if skipped:
        _table(console, "Left out", skipped, ("student", "why"))
    would = "would be " if dry else ""
    counts = (
        f"{len(sent)} of {len(lines)} {would}written to {flat(target)}, {len(skipped)} left out"
    )
    _say(console, f"{counts}.")
    if noted and not dry:
        _say(console, f"{len(noted)} with a note, which --dry-run shows.")
    if dry:
        _say(console, "Nothing was written: this was a dry run.")


def _say(console: Console, sentence: str) -> None:
    console.print(Text(sentence), soft_wrap=True)


def _table(console: Console, title: str, lines: Sequence[Line], columns: tuple[str, ...]) -> None:
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column == "gets" else "left", overflow="fold")
    for line in lines:
        cells = (line.who, line.to, line.gets, line.note) if len(columns) > 2 else (
            line.who, line.skipped
        )  # fmt: skip
        table.add_row(*(Text(encodable(flat(cell), console.encoding)) for cell in cells))
    console.print(table)
