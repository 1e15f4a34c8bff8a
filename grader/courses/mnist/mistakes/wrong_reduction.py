"""The loss is not the mean over the batch, but its sum, its parts, or a mean of something else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeGuard

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch
from grader.submission.source import operation_line

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

Factor = Callable[[int], float]


def _over(size: int) -> Factor:
    return lambda batch: batch / size


# What the mean is multiplied by in a batch of n: the sum, twice the mean, over classes too, and
# the sum over a batch size that was written down.
SUM: Factor = lambda n: n  # noqa: E731 - one of several
OVER_CLASSES: tuple[Factor, ...] = (lambda n: 0.1, lambda n: n / 10)
FACTORS: tuple[Factor, ...] = (
    lambda n: 1 / n,
    *(_over(size) for size in (8, 16, 32, 50, 64, 100, 128, 256, 512, 1000)),
)


class Rescaled(TrainingParts):
    """compute_loss gives the mean times a factor."""

    factor: Factor = SUM
    factors: tuple[Factor, ...] = (SUM,)

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"factor": factor} for factor in cls.factors)

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels) * self.factor(len(labels))


class RescaledCriterion(Rescaled):
    """The criterion itself does."""

    def make_criterion(self) -> Any:
        return lambda logits, labels: super(RescaledCriterion, self).compute_loss(
            nn.CrossEntropyLoss(), logits, labels
        )


class OverClasses(Rescaled):
    """The mean goes over images and classes, or over the classes alone."""

    factors = OVER_CLASSES


class CriterionOverClasses(RescaledCriterion):
    """The criterion's mean does."""

    factors = OVER_CLASSES


class OverSomethingElse(Rescaled):
    """The sum is divided by a size that was written down, or the mean once more."""

    factors = FACTORS


class CriterionOverSomethingElse(RescaledCriterion):
    """The criterion's sum is."""

    factors = FACTORS


class SummedForBackward(TrainingParts):
    """The sum is differentiated, the mean is returned."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(logits, labels) * len(labels)

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        return loss.item() / len(labels)


class ReportedAsSum(TrainingParts):
    """The mean is differentiated, the sum is returned."""

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        return loss.item() * len(labels)


class OneForEach(TrainingParts):
    """One loss an image, not one for the batch."""

    def make_criterion(self) -> Any:
        return nn.CrossEntropyLoss(reduction="none")

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return nn.functional.cross_entropy(logits, labels, reduction="none")


def _of_a_batch(case: Case) -> bool:
    """Whether it is the loss of a batch, and not only how those of an epoch are put together."""
    over_batches = case.scene in ("train_epoch", "evaluate") and case.only_differs("loss")
    return not over_batches or case.mentioned("reduction") is not None


_WORDS = ("reduction", "mean", "sum", "size", "len", "shape")


def _line(case: Case) -> int | None:
    """Where the loss is last worked on, if that reduces it, else what in the file does."""
    last = operation_line(case.tree, case.function) if case.scene == "loss" else None
    reducing = [n.lineno for n in ast.walk(case.tree) if _reduces(n)] if case.tree else []
    if last in reducing:
        return last
    if case.scene == "criterion":  # a class of one's own reduces in its last step
        return max(reducing, default=None)
    return case.mentioned(*_WORDS)


def _reduces(node: ast.AST) -> TypeGuard[ast.stmt]:
    """Whether a statement sums, averages, multiplies or divides."""
    if isinstance(node, ast.AugAssign):
        return True
    return isinstance(node, (ast.Assign, ast.Return)) and any(
        (isinstance(n, ast.BinOp) and isinstance(n.op, (ast.Mult, ast.Div)))
        or (isinstance(n, ast.Attribute) and n.attr in ("mean", "sum"))
        or (isinstance(n, ast.keyword) and n.arg == "reduction")
        for n in ast.walk(node)
    )


WRONG_REDUCTION = Misconception(
    code="wrong-reduction",
    exercises=("loss", "train"),
    believes="Sum or mean over the batch: that makes no difference.",
    message="The loss is not the mean over the images of the batch",
    numbers=": {fact}.",
    hint="Give it the same batch twice as long. Should the loss be twice as large?",
    why=(
        "With the mean, a loss of 2.3 means the same for a batch of 5 and of 500, and so does a "
        "learning rate. A sum grows with the batch, so that the steps of a large batch shoot "
        "past the goal and a smaller last batch counts for less."
    ),
    file="loss.py",
    bad=(
        "from torch import nn\n\n\n"
        "def make_criterion():\n"
        "    return nn.CrossEntropyLoss(reduction='sum')\n"
    ),
    good=(
        "from torch import nn\n\n\n"
        "def make_criterion():\n"
        "    return nn.CrossEntropyLoss(reduction='mean')\n"
    ),
    mistakes=(Rescaled, RescaledCriterion, SummedForBackward, ReportedAsSum),
    confirms=_of_a_batch,
    locates=_line,
    aspects=("loss",),
    rank=24,
)


def _finer(message: str, hint: str, *mistakes: type[TrainingParts]) -> Misconception:
    """The same code for another cause, told by its numbers."""
    return replace(
        WRONG_REDUCTION, message=message, hint=hint, file="", bad="", good="", mistakes=mistakes
    )


ONE_FOR_EACH = _finer(
    "The loss is one number for each image, not one for the batch",
    "How many numbers does your loss hold for five images? From which one could backward() start?",
    OneForEach,
)
CLASSES_TOO = _finer(
    "The loss is not divided by the number of images alone: the classes count, too",
    "How many numbers does your mean run over for five images, and how many losses are there?",
    OverClasses, CriterionOverClasses,
)  # fmt: skip
OTHER_SIZE = _finer(
    "The loss is divided by a number that is not the number of images in the batch",
    "Where does the number that you divide by come from? What is it for a batch of one image?",
    OverSomethingElse, CriterionOverSomethingElse,
)  # fmt: skip
