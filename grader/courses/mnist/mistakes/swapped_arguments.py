"""The criterion gets the labels first and the logits second."""

from __future__ import annotations

from typing import Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Misconception
from grader.lazy_torch import F, torch


class Swapped(TrainingParts):
    """Labels where the logits belong."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(labels, logits)


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


SWAPPED_ARGUMENTS = Misconception(
    code="swapped-arguments",
    exercises=("loss", "train"),
    believes="The truth comes first and the prediction second.",
    message="The criterion was given the labels as the logits, and the logits as the labels.",
    hint="Which of its two arguments does the criterion read as scores, and which as answers?",
    why=(
        "Cross-entropy is not symmetric: the first argument is what the model says, ten scores an "
        "image, the second what is true, one digit an image. Swapped, the shapes do not fit, and "
        "where they are made to fit the result is not a loss of this model any more."
    ),
    file="loss.py",
    bad=("def compute_loss(criterion, logits, labels):\n    return criterion(labels, logits)\n"),
    good=(
        "def compute_loss(criterion, logits, labels):\n"
        "    return criterion(target=labels, input=logits)\n"
    ),
    mistakes=(Swapped, SwappedOneHot, SwappedUntilItRuns, SwappedCriterion),
    at=("loss",),
    mentions=("criterion", "cross_entropy"),
    rank=22,
)
