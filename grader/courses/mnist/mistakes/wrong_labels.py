"""The loss compares the images with labels that are not theirs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..examples import TRAIN_STEP
from ..parts import Batch, TrainingParts
from .skipped_batches import rows_of

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

_USUAL: tuple[Callable[[torch.Tensor], torch.Tensor], ...] = (
    lambda labels: (labels - 1) % 10,
    lambda labels: (labels + 1) % 10,
    lambda labels: 9 - labels,
    lambda labels: labels.sort().values,
    lambda labels: labels.sort(descending=True).values,
    lambda labels: labels.flip(0),
    lambda labels: labels.roll(1),
    lambda labels: labels.roll(-1),
    lambda labels: torch.zeros_like(labels),
    lambda labels: (labels - 1).clamp(min=0),
)
_LABELS = ("labels", "label", "y", "yb", "target", "targets")
_MIXERS = ("randperm", "randint", "randint_like", "shuffle", "sort", "flip", "roll", "argmax")


class Others(TrainingParts):
    """The labels are shifted, sorted, turned round."""

    other: Callable[[torch.Tensor], torch.Tensor] = _USUAL[0]

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"other": other} for other in _USUAL)

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, self.other(labels))


class OthersThroughout(Others):
    """An evaluation counts its hits with them as well."""

    def correct(self, logits: torch.Tensor, labels: torch.Tensor) -> float:
        return super().correct(logits, self.other(labels))


class Guesses(TrainingParts):
    """The model's own answers stand in for the labels."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, logits.argmax(dim=1))


class MovedOn(TrainingParts):
    """Over a whole epoch, every image has the label of its neighbour."""

    by = 1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"by": 1}, {"by": -1})

    def batches(self, loader: Any) -> Iterable[Batch]:
        batches = list(super().batches(loader))
        moved = torch.cat([labels for _, labels in batches]).roll(self.by)
        parts = moved.split([len(labels) for _, labels in batches])
        return [(images, labels) for (images, _), labels in zip(batches, parts, strict=True)]


class Apart(TrainingParts):
    """The images of a batch come in another order than their labels."""

    orders: tuple[list[int], ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        passes = [rows for call in rows_of(sight) for rows in call]
        orders = [[row - min(rows) for row in rows] for rows in passes]
        if orders and all(sorted(order) == list(range(len(order))) for order in orders):
            yield {"orders": tuple(orders)}

    def run(self, model: nn.Module, images: Any) -> Any:
        self.turn += 1
        return super().run(model, images[self.orders[self.turn]])


def _mixes_labels(case: Case) -> bool:
    """Whether the images are the right ones, the loss is not, and something changes labels."""
    if case.scene not in ("train_step", "train_epoch"):
        return False
    if not case.differs("loss") or not case.differs("change"):
        return False  # other labels give other gradients, too
    right_images = all(e.claim("rows") == g.claim("rows") for e, g in case.seen)
    return right_images and bool(case.mentioned_here(*_MIXERS) or case.lines(_changes_labels))


def _changes_labels(node: ast.AST) -> bool:
    """A calculation with the labels: `labels % 2`, `labels + 1`, `9 - labels`."""
    return isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.Name) and side.id in _LABELS for side in (node.left, node.right)
    )


def _line(case: Case) -> int | None:
    """Where something is mixed, or the labels get another value."""
    stored = case.lines(
        lambda n: (
            isinstance(n, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id in _LABELS for t in n.targets)
        )
    )
    changed = case.lines(_changes_labels)
    return case.mentioned_here(*_MIXERS) or next(iter(stored or changed), None)


WRONG_LABELS = Misconception(
    code="wrong-labels",
    exercises=("train",),
    believes="Labels are just numbers; what counts is that there are enough of them.",
    message="The images are compared with labels that are not their own",
    numbers=": {fact}.",
    hint="Take one image of the batch and its label. Are they still side by side at the loss?",
    why=(
        "The label is the only thing that tells the model what an image shows. The i-th label "
        "belongs to the i-th image, and label 3 to the fourth logit. If the pairs are torn apart, "
        "or if the model is compared with its own guesses, it learns something, and not to read."
    ),
    file="train.py",
    bad=TRAIN_STEP.replace(" labels)\n ", " (labels - 1) % 10)\n "),
    good=TRAIN_STEP.replace(" labels)\n ", " labels.long())\n "),
    mistakes=(Others, OthersThroughout, Guesses, MovedOn, Apart),
    sees=_mixes_labels,
    locates=_line,
    at=("loss",),
    aspects=("loss", "change"),
    rank=28,
)
