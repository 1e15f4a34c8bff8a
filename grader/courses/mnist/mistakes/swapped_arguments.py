"""The criterion gets the labels first and the logits second."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.findings.calls import swapped_arguments as rules
from grader.frames.lazy_torch import F, torch

from ..parts import TrainingParts


class SwappedOneHot(TrainingParts):
    """The same, with one-hot labels, which gets rid of the error and not of its cause."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(F.one_hot(labels, 10).float(), logits)


class SwappedUntilItRuns(TrainingParts):
    """The same, with the logits as probabilities as well."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(F.one_hot(labels, 10).float(), logits.softmax(dim=1))


class SwappedCriterion(TrainingParts):
    """The criterion itself takes them the other way round."""

    def make_criterion(self) -> Any:
        plain = super().make_criterion()
        return lambda logits, labels: plain(labels, logits)


SWAPPED_ARGUMENTS = replace(
    rules.SWAPPED_ARGUMENTS,
    exercises=("loss", "train"),
    file="loss.py",
    bad="def compute_loss(criterion, logits, labels):\n    return criterion(labels, logits)\n",
    good="def compute_loss(criterion, logits, labels):\n"
    "    return criterion(target=labels, input=logits)\n",
    mistakes=(
        *rules.SWAPPED_ARGUMENTS.mistakes,
        SwappedOneHot,
        SwappedUntilItRuns,
        SwappedCriterion,
    ),
)
