"""The fresh gradients are cleared before anyone uses them."""

from __future__ import annotations

import itertools

from grader.findings import Case, Misconception
from grader.findings.variants import ruled_by


def cleared_last(case: Case) -> bool:
    """Whether, in some call, something is cleared after the last backward.

    Where nothing looks like the step that comes next, that is what is missing.
    """
    if "step" in case.makes and not case.events("step") and not case.mentioned_here("step", "lr"):
        return False
    return any(
        "zero_grad" in order[-order[::-1].index("backward") :]
        for order in case.orders("backward", "zero_grad", "step")
        if "backward" in order and order[-1] != "backward"
    )


def _line(case: Case) -> int | None:
    """The line of the first clearing that follows a backward."""
    events = case.events("backward", "zero_grad")
    for before, event in itertools.pairwise(events):
        if (before["event"], event["event"]) == ("backward", "zero_grad") and (
            before["call"] == event["call"]
        ):
            return int(event["line"])
    return None


ZERO_GRAD_AFTER_BACKWARD = Misconception(
    code="zero-grad-after-backward",
    believes="zero_grad() tidies up, so it belongs after backward().",
    message="The gradients are cleared right after they were computed",
    numbers=": {fact}.",
    hint="What is left in .grad for the step when zero_grad() was the last to touch it?",
    steps=(
        (
            "Print .grad of one parameter where the weights are about to move. What is there to "
            "follow?"
        ),
        "Write your calls in their order, and below each what stands in .grad after it.",
        (
            "Two batches leave something in .grad: the last one, and this one. Which of them has "
            "to go?"
        ),
        "One call writes .grad and one reads it. Which line of yours stands between the two?",
        (
            "Clear first and compute then: zero_grad() before backward(), or after step(), never "
            "between."
        ),
    ),
    why="backward() writes the gradients and step() reads them. Whatever is cleared between the "
    "two is lost: the step finds nothing and the weights stay where they are. What has to go "
    "are the gradients of the batch before, not those of this one.",
    confirms=cleared_last,
    locates=_line,
    at=("zero_grad",),
    rank=12,
    mistakes=(
        ruled_by({"zero_grad": (), "backward": ("backward", "zero_grad")}),
        ruled_by({"backward": ("backward", "zero_grad")}),
    ),
)
