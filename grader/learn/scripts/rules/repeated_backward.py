"""backward runs more than once on the same loss."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Event, Run, place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing where two losses share a part of their graphs."""
    again: list[Event] = []
    last: Event = {}
    for event in run.of("backward", "step"):
        if event["kind"] == "backward":
            same = last and event.get("loss") == last.get("loss")
            if same and event.get("tensor") == last.get("tensor"):
                again.append(event)
            last = event
        else:
            last = {}
    if len(again) >= 3 and share(len(again), len(run.of("backward"))) >= 0.3:
        yield Found(place(again[0]), f"{len(again)} backward calls repeated the one before them")


RULE = Rule(
    "repeated-backward", find, "backward() runs more than once on the same loss.",
    "What does a second backward() do with the gradients of the first?",
    rank=14, settles=("retained-graph",),
)  # fmt: skip
