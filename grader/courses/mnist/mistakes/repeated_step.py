"""The same gradients move the weights more than once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception
from grader.lazy_torch import nn, torch

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class Again(TrainingParts):
    """Two updates, three, or one for each group or parameter."""

    times = 2

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        most = 10 if work.scene == "step" else 4
        return ({"times": times} for times in (*range(2, most + 1), 1))

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        for _ in range(self.times):
            optimizer.step()


class OnceMoreAtTheEnd(TrainingParts):
    """One more update when the epoch is over."""

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        loss = super().train_epoch(model, criterion, optimizer, loader)
        self.update(optimizer)
        return loss


def _really_stepped(case: Case) -> bool:
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
    exercises=("step", "train"),
    believes="Each step() moves one part, or two steps learn twice as fast.",
    message="The same gradients moved the weights more than once",
    numbers=". {what}: {got}, not {expected}.",
    hint="How many weights does one step() move, and how often does that line run in a batch?",
    why=(
        "One step() moves every parameter in every group. A second one with the same gradients "
        "walks on in a direction that was computed somewhere else: it works like a larger learning "
        "rate that nobody chose."
    ),
    file="step.py",
    bad="def step(optimizer):\n    for group in optimizer.param_groups:\n        optimizer.step()\n"
    "    optimizer.step()\n",
    good="def step(optimizer):\n    optimizer.step(closure=None)\n",
    mistakes=(Again, OnceMoreAtTheEnd),
    confirms=_really_stepped,
    locates=_line,
    aspects=("change",),
    rank=19,
)
