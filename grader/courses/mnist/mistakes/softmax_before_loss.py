"""The loss gets probabilities where it takes raw logits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import softmax_before_loss as rules
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

Squash = Callable[[Any], Any]


SQUASHES: tuple[Squash, ...] = (
    lambda logits: logits.softmax(dim=1),
    lambda logits: logits.softmax(dim=0),
    lambda logits: logits.sigmoid(),
)


class Squashed(TrainingParts):
    """The logits go through softmax, or sigmoid, on their way into the criterion."""

    squash: Squash = SQUASHES[0]

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"squash": squash} for squash in SQUASHES)

    def scores(self, logits: torch.Tensor) -> torch.Tensor:
        squashed: torch.Tensor = self.squash(logits)
        return squashed


class SquashedInCriterion(Squashed):
    """The criterion does the same inside."""

    def make_criterion(self) -> Any:
        return lambda logits, labels: self.compute_loss(nn.CrossEntropyLoss(), logits, labels)


SOFTMAX_BEFORE_LOSS = replace(
    rules.SOFTMAX_BEFORE_LOSS,
    exercises=("loss", "train"),
    file="loss.py",
    bad="def compute_loss(criterion, logits, labels):\n"
    "    probabilities = logits.softmax(dim=1)\n"
    "    return criterion(probabilities, labels)\n",
    good="def compute_loss(criterion, logits, labels):\n"
    "    scores = logits.log_softmax(dim=1)\n"
    "    return criterion(scores, labels)\n",
    mistakes=(Squashed, SquashedInCriterion),
)
