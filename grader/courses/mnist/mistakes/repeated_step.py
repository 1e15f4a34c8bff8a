"""The same gradients move the weights more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import repeated_step as rules
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

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


REPEATED_STEP = replace(
    rules.REPEATED_STEP,
    exercises=("step", "train"),
    file="step.py",
    bad="def step(optimizer):\n    for group in optimizer.param_groups:\n        optimizer.step()\n"
    "    optimizer.step()\n",
    good="def step(optimizer):\n    optimizer.step(closure=None)\n",
    mistakes=(Again, OnceMoreAtTheEnd),
)
