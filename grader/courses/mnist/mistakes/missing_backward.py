"""No gradient is ever computed."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import missing_backward as rules
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts


class ClearedOnly(TrainingParts):
    """The gradients are cleared and not computed anew."""

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        pass


class NothingAtAll(ClearedOnly):
    """Nothing is cleared either."""

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        pass


MISSING_BACKWARD = replace(
    rules.MISSING_BACKWARD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward\n",
    good="import torch\n\n\n"
    "def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    torch.autograd.backward(loss)\n",
    mistakes=(ClearedOnly, NothingAtAll),
)
