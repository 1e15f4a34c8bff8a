"""The losses of the batches are not put together to the mean per sample."""

from __future__ import annotations

import ast
from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

Losses = list[float]
Sizes = list[int]


class MeanOfMeans(TrainingParts):
    """Every batch counts the same, however small it is."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return sum(losses) / len(losses)


class MeansOverDataset(TrainingParts):
    """The means of the batches are divided by the number of samples."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return sum(losses) / sum(sizes)


class SumOfMeans(TrainingParts):
    """The means of the batches are added up."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return sum(losses)


class SumOverSamples(TrainingParts):
    """The losses of all samples are added up."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return sum(x * n for x, n in zip(losses, sizes, strict=True))


class SumOverBatches(SumOverSamples):
    """The losses of all samples, divided by the number of batches."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return super().mean_loss(losses, sizes, loader) / len(losses)


class AllBatchesFull(TrainingParts):
    """The last batch counts as if it were full."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return sum(losses) * sizes[0] / sum(sizes)


class FullSizeBelow(SumOverSamples):
    """The sum is divided by the samples that full batches would have."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return super().mean_loss(losses, sizes, loader) / (len(sizes) * sizes[0])


class LastBatch(TrainingParts):
    """The loss of the last batch alone."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return losses[-1]


class FirstBatch(TrainingParts):
    """The loss of the first batch alone."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return losses[0]


class LastBatchShare(TrainingParts):
    """Only the last batch is left of the sum."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return losses[-1] * sizes[-1] / sum(sizes)


class RunningHalf(TrainingParts):
    """The mean of the old mean and the new loss, again and again."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        mean = losses[0]
        for loss in losses[1:]:
            mean = (mean + loss) / 2
        return mean


class MeanOfMeansForBoth(MeanOfMeans):
    """The accuracy is put together in the same way."""

    def accuracy(self, hits: list[float], sizes: Sizes, loader: Any) -> Any:
        return sum(h / n for h, n in zip(hits, sizes, strict=True)) / len(sizes)


class LastBatchForBoth(LastBatch):
    """Loss and accuracy are those of the last batch."""

    def accuracy(self, hits: list[float], sizes: Sizes, loader: Any) -> Any:
        return hits[-1] / sizes[-1]


class LastBatchShareForBoth(LastBatchShare):
    """Of both sums only the last batch is left."""

    def accuracy(self, hits: list[float], sizes: Sizes, loader: Any) -> Any:
        return hits[-1] / sum(sizes)


class SumOverBatchesForBoth(SumOverBatches):
    """Both sums are divided by the number of batches."""

    def accuracy(self, hits: list[float], sizes: Sizes, loader: Any) -> Any:
        return sum(hits) / len(sizes)


class FullSizeBelowBoth(FullSizeBelow):
    """Both sums are divided by the samples that full batches would have."""

    def accuracy(self, hits: list[float], sizes: Sizes, loader: Any) -> Any:
        return sum(hits) / (len(sizes) * sizes[0])


class AfterTheEpoch(TrainingParts):
    """The loss of the trained model, measured when the epoch is over."""

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        super().train_epoch(model, criterion, optimizer, loader)
        return self.evaluate(model, criterion, loader)[0]


def _only_the_mean(case: Case) -> bool:
    """Whether the weights or hits are right, and the loss of an epoch or evaluation is not."""
    return case.scene in ("train_epoch", "evaluate") and case.only_differs("loss")


def _line(case: Case) -> int | None:
    """A division in the loop, the size of the batches, or the last line that returns."""
    divisions = case.lines(lambda n: isinstance(getattr(n, "op", None), ast.Div), in_loop=True)
    if divisions:
        return divisions[-1]
    return case.mentioned_here("batch_size") or case.last_line()


WRONG_MEAN_LOSS = Misconception(
    code="wrong-mean-loss",
    exercises=("train",),
    believes="The mean of the batches' means is the mean of all samples.",
    message="{name} does not give back the mean loss per sample",
    numbers=": {got}, where that is {expected}.",
    hint="The last batch is smaller than the others. How much should it count in the mean?",
    why=(
        "The loss of a batch is a mean over its samples. A mean over all samples has to know how "
        "many samples stand behind each of these means: otherwise the few of a small last batch "
        "count more than all others, or the result depends on the batch size."
    ),
    file="train.py",
    bad=(
        "def train_epoch(model, criterion, optimizer, loader):\n"
        "    model.train()\n"
        "    total = 0.0\n"
        "    for images, labels in loader:\n"
        "        total += train_step(model, criterion, optimizer, images, labels)\n"
        "    return total / len(loader)\n"
    ),
    good=(
        "def train_epoch(model, criterion, optimizer, loader):\n"
        "    model.train()\n"
        "    total, seen = 0.0, 0\n"
        "    for images, labels in loader:\n"
        "        loss = train_step(model, criterion, optimizer, images, labels)\n"
        "        total += loss * len(labels)\n"
        "        seen += len(labels)\n"
        "    return total / seen\n"
    ),
    mistakes=(
        MeanOfMeans, MeansOverDataset, SumOfMeans, SumOverSamples, SumOverBatches, AllBatchesFull,
        FullSizeBelow, LastBatch, FirstBatch, LastBatchShare, RunningHalf, AfterTheEpoch,
        MeanOfMeansForBoth, LastBatchForBoth, LastBatchShareForBoth, SumOverBatchesForBoth,
        FullSizeBelowBoth,
    ),
    sees=_only_the_mean,
    locates=_line,
    aspects=("loss",),
    rank=60,
)  # fmt: skip
