"""One loss is differentiated more than once."""

from __future__ import annotations

import itertools

from grader.findings import Case, Misconception
from grader.findings.rules import EACH
from grader.findings.variants import one_of, ruled_by


def _ran_twice(case: Case) -> bool:
    """Whether the trace shows two passes with no new loss between them, or the second failed."""
    if case.mishap is not None:
        return "a second time" in case.mishap.text
    orders = case.orders("forward", "loss", "backward", "step")
    return any(
        pair == ("backward", "backward") for order in orders for pair in itertools.pairwise(order)
    )


def _line(case: Case) -> int | None:
    """The line of a second pass that follows the first at once."""
    events = case.events("forward", "loss", "backward", "step")
    for before, event in itertools.pairwise(events):
        if before["event"] == event["event"] == "backward" and before["call"] == event["call"]:
            return int(event["line"])
    return None


_OFTEN = (*(("backward",) * times for times in (2, 3, 4, 5)), *((each,) for each in EACH))

REPEATED_BACKWARD = Misconception(
    code="repeated-backward",
    believes="A second backward() refines the gradient, or does no harm.",
    message="backward() ran more than once on the same loss",
    numbers=": {fact}.",
    hint="What does a second backward() do with the gradients of the first?",
    why="Every backward() adds to .grad. Two passes over the same loss leave twice the gradient, "
    "as if the learning rate were twice as large; and as PyTorch frees the graph after the "
    "first pass, the second often fails outright.",
    confirms=_ran_twice,
    locates=lambda case: _line(case),
    rank=18,
    mistakes=(
        one_of(*(ruled_by({"backward": calls}) for calls in _OFTEN)),
        # The second pass finds that the graph is gone.
        ruled_by({"backward": ("backward", "backward again")}),
    ),
)
