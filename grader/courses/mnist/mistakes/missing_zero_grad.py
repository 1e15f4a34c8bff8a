"""The gradients of earlier batches are not cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import missing_zero_grad as rules
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class Never(TrainingParts):
    """zero_grad is not called at all."""

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        pass


class Sometimes(TrainingParts):
    """zero_grad is called on the first batch only, on every second one, and the like."""

    period, phase, calls = 0, 0, 0

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        first_only, all_but_first = (1000, 0), (-1, 0)
        regular = [(period, phase) for period in (2, 3, 4) for phase in range(period)]
        for period, phase in (first_only, all_but_first, *regular):
            yield {"period": period, "phase": phase}

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        turn = self.calls > 0 if self.period < 0 else self.calls % self.period == self.phase
        self.calls += 1
        if turn:
            optimizer.zero_grad()


class OnceAnEpoch(TrainingParts):
    """zero_grad is called before the first batch of each epoch only."""

    begun = False

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        self.begun = False
        return super().train_epoch(model, criterion, optimizer, loader)

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        if not self.begun:
            optimizer.zero_grad()
        self.begun = True


MISSING_ZERO_GRAD = replace(
    rules.MISSING_ZERO_GRAD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    loss.backward()\n",
    good="def backward(optimizer, loss):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            parameter.grad = None\n"
    "    loss.backward()\n",
    mistakes=(Never, OnceAnEpoch, Sometimes),
)
