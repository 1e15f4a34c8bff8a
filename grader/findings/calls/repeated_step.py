"""The same gradients move the weights more than once."""

from __future__ import annotations

import itertools

from grader.findings import Case, Misconception
from grader.findings.rules import EACH
from grader.findings.variants import one_of, ruled_by


def really_stepped(case: Case) -> bool:
    """Whether it was updates that were repeated: twice the gradient, or rate, moves as far."""
    gradients_twice = any(
        pair == ("backward", "backward")
        for order in case.orders("forward", "loss", "backward", "step")
        for pair in itertools.pairwise(order)
    )
    places = {event["line"] for event in case.events("step")}
    return not gradients_twice and (len(places) > 1 or case.mentioned("step") is not None)


def _line(case: Case) -> int | None:
    """The last place that moves the weights: the one that comes on top."""
    events = case.events("step")
    return int(max(event["line"] for event in events)) if events else None


REPEATED_STEP = Misconception(
    code="repeated-step",
    believes="Each step() moves one part, or two steps learn twice as fast.",
    message="The same gradients moved the weights more than once",
    numbers=": {fact}.",
    hint="How many weights does one step() move, and how often does that line run in a batch?",
    why="One step() moves every parameter in every group. A second one with the same gradients "
    "walks on in a direction that was computed somewhere else: it works like a larger learning "
    "rate that nobody chose.",
    confirms=really_stepped,
    locates=_line,
    aspects=("change",),
    rank=19,
    mistakes=(
        one_of(
            *(ruled_by({"step": ("step",) * times}) for times in range(2, 11)),
            *(ruled_by({"step": (each,)}) for each in EACH),
        ),
    ),
)
