"""The loss is a number that no longer knows how it was computed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.findings.calls import detached_loss as rules
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts


class Detached(TrainingParts):
    """A tensor, but off the graph."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).detach()


class PythonNumber(TrainingParts):
    """A Python float."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).item()


class NumpyNumber(TrainingParts):
    """A NumPy array."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).detach().numpy()


class FreshLeaf(TrainingParts):
    """A new tensor that requires a gradient and leads nowhere."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).detach().requires_grad_()


class FreshLogits(TrainingParts):
    """The graph ends at new logits, before it reaches the model."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits.detach().requires_grad_(), labels)


DETACHED_LOSS = replace(
    rules.DETACHED_LOSS,
    exercises=("loss", "train"),
    file="loss.py",
    bad="def compute_loss(criterion, logits, labels):\n"
    "    return criterion(logits, labels).detach()\n",
    good="def compute_loss(criterion, logits, labels):\n"
    "    loss = criterion(logits, labels)\n"
    "    print(loss.item())\n"
    "    return loss\n",
    mistakes=(Detached, PythonNumber, NumpyNumber, FreshLeaf, FreshLogits),
)
