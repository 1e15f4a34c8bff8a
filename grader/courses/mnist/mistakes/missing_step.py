"""The gradients are there and nobody uses them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception
from grader.lazy_torch import torch
from grader.source import mention_line

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class NoUpdate(TrainingParts):
    """No weight is moved."""

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        pass


class Sometimes(TrainingParts):
    """The weights move at some calls and stay where they are at others."""

    moved: tuple[bool, ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        calls = range(work.calls) if work.scene == "step" else ()
        moved = tuple(
            any(change.count_nonzero() > 0 for change in sight.of("change", call).values())
            for call in calls
        )
        if moved:
            yield {"moved": moved}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        if self.moved[self.turn]:
            optimizer.step()


def _gradients_wait(case: Case) -> bool:
    """In training: whether gradients were computed, not cleared again, and not used."""
    if case.exercise == "step":
        return True
    events = case.events("backward", "zero_grad", "step")
    computed = any(e["event"] == "backward" and e["gradient_norm_after"] > 0 for e in events)
    return computed and not any(e["event"] == "step" for e in events)


def _line(case: Case) -> int | None:
    """Where something like an update stands, or what takes the gradients away before it."""
    for event in case.events("zero_grad") if case.exercise == "step" else ():
        if event["gradient_norm_before"] > 0:
            return int(event["line"])
    named = (mention_line(case.tree, (name,), case.function) for name in ("step", "lr"))
    return next((line for line in named if line), None)


MISSING_STEP = Misconception(
    code="missing-step",
    exercises=("step", "train"),
    believes="backward() moves the weights.",
    message="The gradients are there and no weight moves",
    numbers=". {what}: {got}, expected {expected}.",
    hint="Which line writes into the weights of this very model, and does it run?",
    why=(
        "Gradients only say which way to go. Until an update writes into the weights themselves, "
        "the model stays what it was and every epoch gives the same loss. Naming a method does not "
        "run it, and changing a copy does not change the model."
    ),
    file="step.py",
    bad="def step(optimizer):\n    optimizer.step\n",
    good=(
        "import torch\n\n\n"
        "def step(optimizer):\n"
        "    with torch.no_grad():\n"
        "        for group in optimizer.param_groups:\n"
        "            for parameter in group['params']:\n"
        "                if parameter.grad is not None:\n"
        "                    parameter -= group['lr'] * parameter.grad\n"
    ),
    mistakes=(NoUpdate, Sometimes),
    confirms=_gradients_wait,
    locates=_line,
    aspects=("change",),
    rank=17,
)
