"""The loss gets probabilities where it takes raw logits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception
from grader.lazy_torch import nn, torch

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


def _line(case: Case) -> int | None:
    """The call of softmax: in the trace, else in the source, else where the loss is taken."""
    events = case.events("softmax", "sigmoid") or case.events("loss")
    named = case.mentioned("softmax", "sigmoid")
    return events[0]["line"] if events and events[0]["event"] != "loss" else (
        named or (events[0]["line"] if events else None)
    )  # fmt: skip


SOFTMAX_BEFORE_LOSS = Misconception(
    code="softmax-before-loss",
    exercises=("loss", "train"),
    believes="Cross-entropy compares probabilities, so the logits go through softmax first.",
    message="The loss was computed from numbers between 0 and 1, not from the logits",
    numbers=". {what}: {got}, with the logits themselves {expected}.",
    hint="What does the criterion do to its first argument before it takes the logarithm?",
    why=(
        "CrossEntropyLoss turns logits into probabilities by itself. Probabilities that go through "
        "it a second time come out almost equal: even a perfect answer then costs about 1.46, and "
        "the gradients become so small that the model learns slowly and never gets sure."
    ),
    file="loss.py",
    bad=(
        "def compute_loss(criterion, logits, labels):\n"
        "    probabilities = logits.softmax(dim=1)\n"
        "    return criterion(probabilities, labels)\n"
    ),
    good=(
        "def compute_loss(criterion, logits, labels):\n"
        "    scores = logits.log_softmax(dim=1)\n"
        "    return criterion(scores, labels)\n"
    ),
    mistakes=(Squashed, SquashedInCriterion),
    locates=_line,
    rank=20,
)
