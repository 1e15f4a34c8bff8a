"""Where a learner is, on a line or two: what is done, what is next, what the lesson says of it."""

from __future__ import annotations

from collections.abc import Sequence

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
    row = "  ".join(f"{marks[state]} {name}".strip() for name, state in where.states.items())
    page.say(row, lead=f"{where.done} of {where.required} done  ", lead_style="bold")
    for name, state in where.states.items():
        if state is State.UNGRADABLE:
            page.say(f"{name} is not gradable yet: its file cannot be read at the moment. What "
                     "stood before still stands.")  # fmt: skip
    if told and where.next is not None:
        page.say(told, "dim")


def print_newly_right(names: Sequence[str], console: Console) -> None:
    """Print what can be read of exercises now that they are right."""
    page = Page.on(console)
    page.say(
        f"Now that {names[-1]} is right, all its hints, another right way and a common mistake can "
        "be read:",
        "dim",
    )
    page.command(f"mnist-grade hint {names[-1]} --all")
