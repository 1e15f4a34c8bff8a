"""The weights are moved in backward already."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import step_in_backward as rules
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts


class StepAtTheEnd(TrainingParts):
    """The update follows the gradients at once."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.zero_grad(optimizer)
        self.differentiate(optimizer, loss)
        self.update(optimizer)


class StepFirst(TrainingParts):
    """The old gradients are used up before they are cleared."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.update(optimizer)
        self.zero_grad(optimizer)
        self.differentiate(optimizer, loss)


class StepBetween(TrainingParts):
    """The update stands between the clearing and the gradients, or before a lone backward."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.update(optimizer)
        self.differentiate(optimizer, loss)


class WholeLoop(TrainingParts):
    """The update and the clearing follow the gradients, as in a loop of training."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.differentiate(optimizer, loss)
        self.update(optimizer)
        self.zero_grad(optimizer)


STEP_IN_BACKWARD = replace(
    rules.STEP_IN_BACKWARD,
    exercises=("backward",),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    loss.backward()\n"
    "    optimizer.step()\n",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    mistakes=(StepAtTheEnd, StepFirst, StepBetween, WholeLoop),
    sees=lambda case: case.scene == "backward" and case.differs("change"),
)
