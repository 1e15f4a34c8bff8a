"""The loop over the loader ends after its first batch."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from typing import Any

from grader.findings import Case, Misconception

from ..examples import TRAIN_EPOCH
from ..parts import Batch, TrainingParts


class First(TrainingParts):
    """One batch, and the mean of that batch."""

    def batches(self, loader: Any) -> Iterable[Batch]:
        return itertools.islice(loader, 1)


class OverWholeDataset(First):
    """One batch, and its sums are divided by the size of the whole dataset."""

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        return losses[0] * sizes[0] / len(loader.dataset)

    def accuracy(self, hits: list[float], sizes: list[int], loader: Any) -> Any:
        return hits[0] / len(loader.dataset)


class OverAllBatches(First):
    """One batch, and its mean is divided by the number of batches."""

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        return losses[0] / len(loader)

    def accuracy(self, hits: list[float], sizes: list[int], loader: Any) -> Any:
        return hits[0] / len(loader.dataset)


def _stopped_after_one(case: Case) -> bool:
    """Whether every call of every wrong play ran the model on its first batch alone."""
    if case.scene not in ("train_epoch", "evaluate") or not case.differs("change", "loss"):
        return False
    return all(
        got.claims.get(key) == rows[:1]
        for expected, got in case.seen
        for key, rows in expected.claims.items()
        if key.aspect == "rows"
    )


def line(case: Case) -> int | None:
    """Where the loop is left, or where the one batch is fetched."""
    left = case.lines(lambda node: isinstance(node, (ast.Break, ast.Return)), in_loop=True)
    return left[0] if left else case.mentioned_here("next", "islice")


FIRST_BATCH_ONLY = Misconception(
    code="first-batch-only",
    exercises=("train",),
    believes="The loop has seen the data once it has run.",
    message="{name} uses the first batch of the loader and none of the others",
    numbers=": {fact}.",
    hint="Print the number of each batch in your loop. How many lines do you get?",
    why=(
        "A return or a break inside of a loop ends the loop, whatever is left. next(iter(...)) "
        "fetches one batch and no more. Everything runs, quickly even, but the model has learned "
        "from a handful of images, or was measured on a handful."
    ),
    file="train.py",
    bad=(
        "def train_epoch(model, criterion, optimizer, loader):\n"
        "    model.train()\n"
        "    for images, labels in loader:\n"
        "        return train_step(model, criterion, optimizer, images, labels)\n"
    ),
    good=TRAIN_EPOCH,
    mistakes=(First, OverWholeDataset, OverAllBatches),
    sees=_stopped_after_one,
    locates=line,
    aspects=("change", "loss", "accuracy"),
    rank=30,
)
