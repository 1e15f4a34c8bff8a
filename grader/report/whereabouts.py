"""Where a learner is, on a line or two: what is done, what is next, what the lesson says of it."""

from __future__ import annotations

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
        State.OPEN: "·" if fine else "open:",
        State.UNGRADABLE: "?",
    }
    row = "  ".join(f"{marks[state]} {name}" for name, state in where.states.items())
    page.say(row, lead=f"{where.done} of {where.required} done  ", lead_style="bold")
    for name, state in where.states.items():
        if state is State.UNGRADABLE:
            page.say(f"{name} is not gradable yet: its file is no Python at the moment. What stood "
                     "before still stands.")  # fmt: skip
    if told and where.next is not None:
        page.say(told, "dim")
