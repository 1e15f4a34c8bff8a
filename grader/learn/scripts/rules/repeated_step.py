"""The same gradients move the weights more than once."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, by_place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing of closures."""
    steps = [s for s in run.steps if s.get("count") and not s.get("by_hand")]
    again = [s for s in steps if s["again"] and not s["fresh"] and s.get("moved")]
    if len(again) >= 3 and share(len(again), len(steps)) >= 0.3:
        where = max(by_place(again).items(), key=lambda found: len(found[1]))[0]
        yield Found(where, f"{len(again)} of {len(steps)} steps found no gradient that was new")


RULE = Rule(
    "repeated-step", find, "The same gradients move the weights more than once.",
    "How many weights does one step() move, and how often does that line run in a batch?",
    rank=15,
)  # fmt: skip
