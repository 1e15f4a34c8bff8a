"""The step comes before the backward of the same batch."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.findings.variants import ruled_by


def _stepped_first(case: Case) -> bool:
    """Whether each call that has both begins with the step and ends with backward.

    A backward that failed because the step has written to what it needs is not in the trace.
    """
    if case.mishap is not None:
        return "inplace operation" in case.mishap.text and _stepped_after_the_loss(case)
    both = [order for order in case.orders("step", "backward") if len(set(order)) == 2]
    return bool(both) and all((o[0], o[-1]) == ("step", "backward") for o in both)


def _stepped_after_the_loss(case: Case) -> bool:
    """Whether the last loss of the call that failed was followed by a step before its backward."""
    orders = case.orders("forward", "loss", "backward", "step")
    last = orders[-1] if orders else []
    since = [i for i, event in enumerate(last) if event in ("forward", "loss")]
    return "step" in last[since[-1] :] and "backward" not in last[since[-1] :] if since else False


def _line(case: Case) -> int | None:
    """Where the step was made that came too early."""
    steps = case.events("step")
    return int(steps[0]["line"]) if steps else None


STEP_BEFORE_BACKWARD = Misconception(
    code="step-before-backward",
    believes="The step follows the loss, and backward() prepares the next batch.",
    message="step() ran before this batch's backward()",
    numbers=": {fact}.",
    hint="Write down for each of the calls what it reads. Who wrote that, and when?",
    steps=(
        "For each of the five calls write down what it reads. Who has written that by then?",
        "At the very first batch, print .grad where the weights are about to move. What is it?",
        "Follow three batches on paper: which batch's gradient does each move of the weights use?",
        "Two of your lines stand in the wrong order. Which of them needs what the other one makes?",
        "The weights move last: once backward() has filled .grad, step() has something to follow.",
    ),
    why="step() reads what stands in .grad at that moment. Before backward() that is nothing at "
    "all, or what the batch before has left. So either the weights never move, or every "
    "batch is followed one step too late, with weights that it never saw.",
    confirms=_stepped_first,
    locates=_line,
    aspects=("change",),
    rank=9,
    mistakes=(
        ruled_by({"step": (), "enter": ("step",)}),
        ruled_by({"step": (), "model in": ("step",)}),
        ruled_by({"step": (), "backward": ("step", "backward")}),
        ruled_by({"step": (), "zero_grad": ("step", "zero_grad")}),
        ruled_by({"step": (), "backward": ("step", "backward"), "zero_grad": ()}),
    ),
)
