"""The step comes before the backward of the same batch."""

from __future__ import annotations

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception


class First(TrainingParts):
    """The step comes before everything else."""

    order = ("update", "zero_grad", "forward", "loss", "backward")


class AfterClearing(TrainingParts):
    """The old gradients are gone, the new ones are not there yet."""

    order = ("zero_grad", "forward", "loss", "update", "backward")


class BeforeClearing(TrainingParts):
    """The step still finds the gradients of the batch before."""

    order = ("forward", "loss", "update", "zero_grad", "backward")


def _stepped_first(case: Case) -> bool:
    """Whether each call that has both begins with the step and ends with backward.

    A backward that failed because the step has written to what it needs is not in the trace.
    """
    if case.mishap is not None:
        return "inplace operation" in case.mishap.text and bool(case.events("step"))
    both = [order for order in case.orders("step", "backward") if len(set(order)) == 2]
    return bool(both) and all((o[0], o[-1]) == ("step", "backward") for o in both)


def _line(case: Case) -> int | None:
    """Where the step was made that came too early."""
    steps = case.events("step")
    return int(steps[0]["line"]) if steps else None


STEP_BEFORE_BACKWARD = Misconception(
    code="step-before-backward",
    exercises=("train",),
    believes="The step follows the loss, and backward() prepares the next batch.",
    message="step() ran before this batch's backward()",
    numbers=": {what} is {got}, where the gradients of this batch give {expected}.",
    hint="Write down for each of the calls what it reads. Who wrote that, and when?",
    why=(
        "step() reads what stands in .grad at that moment. Before backward() that is nothing at "
        "all, or what the batch before has left. So either the weights never move, or every "
        "batch is followed one step too late, with weights that it never saw."
    ),
    file="train.py",
    bad=(
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    optimizer.zero_grad()\n"
        "    loss = criterion(model(images), labels)\n"
        "    optimizer.step()\n"
        "    loss.backward()\n"
        "    return loss.item()\n"
    ),
    good=(
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    loss = criterion(model(images), labels)\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "    return loss.item()\n"
    ),
    mistakes=(First, AfterClearing, BeforeClearing),
    confirms=_stepped_first,
    locates=_line,
    aspects=("change",),
    rank=9,
)
