"""Where a learner is, on a line or two: what is done, what is next, what the lesson says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console

from grader.learn.whereabouts import State, Whereabouts
from grader.report.text import FINE, Page
from grader.results.verdict import Outcome


def print_whereabouts(where: Whereabouts, told: str, console: Console) -> None:
    """Print how each exercise stands, and what is written next; `told` is the lesson's part."""
    page = Page.on(console)
    fine = page.symbols is FINE
    marks = {
        State.DONE: page.symbols.marks[Outcome.PASSED],
        State.NEXT: "▸" if fine else "next:",
        State.OPEN: "",
        State.UNGRADABLE: "?",
    }
    lead = f"{where.done} of {where.required} done  "
    parts = (f"{marks[state]} {name}".strip() for name, state in where.states.items())
    first, *others = _rows(parts, page.width - len(lead) - 1)
    page.say(first, lead=lead, lead_style="bold")
    for row in others:
        page.say(row, indent=len(lead))
    for name, state in where.states.items():
        if state is State.UNGRADABLE:
            page.say(f"{name} is not gradable yet: its file cannot be read at the moment. What "
                     "stood before still stands.")  # fmt: skip
    if told and where.next is not None:
        page.say(told, "dim")


def _rows(parts: Iterable[str], room: int) -> list[str]:
    """The parts side by side in rows; none is cut, so that a mark stays with its name."""
    rows: list[str] = []
    for part in parts:
        if rows and len(f"{rows[-1]}  {part}") <= room:
            rows[-1] += f"  {part}"
        else:
            rows.append(part)
    return rows


def print_newly_right(names: Sequence[str], console: Console) -> None:
    """Print what can be read of exercises now that they are right."""
    page = Page.on(console)
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    one = len(names) == 1
    page.say(
        f"Now that {listed} {'is' if one else 'are'} right, all hints, another right way and a "
        f"common mistake of {'it' if one else 'each'} can be read:",
        "dim",
    )
    page.command(f"mnist-grade hint {names[-1]} --all")
