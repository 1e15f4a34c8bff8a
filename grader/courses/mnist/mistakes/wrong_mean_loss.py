"""The losses of the batches are not put together to the mean per sample."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from grader.examiner.compare import unequal
from grader.findings import Case, Misconception, Sees
from grader.frames.lazy_torch import nn, torch

from ..examples import TRAIN_EPOCH_BY_COUNT
from ..parts import TrainingParts, with_parts

Losses = list[float]
Sizes = list[int]


# Every batch counts the same, however small it is.
MeanOfMeans = with_parts(mean_loss=lambda self, losses, sizes, loader: sum(losses) / len(losses))

# The means of the batches are divided by the number of samples.
MeansOverDataset = with_parts(
    mean_loss=lambda self, losses, sizes, loader: sum(losses) / sum(sizes)
)

# The means of the batches are added up.
SumOfMeans = with_parts(mean_loss=lambda self, losses, sizes, loader: sum(losses))


class SumOverSamples(TrainingParts):
    """The losses of all samples are added up."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return sum(x * n for x, n in zip(losses, sizes, strict=True))


class SumOverBatches(SumOverSamples):
    """The losses of all samples, divided by the number of batches."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return super().mean_loss(losses, sizes, loader) / len(losses)


# The last batch counts as if it were full.
AllBatchesFull = with_parts(
    mean_loss=lambda self, losses, sizes, loader: sum(losses) * sizes[0] / sum(sizes)
)


class FullSizeBelow(SumOverSamples):
    """The sum is divided by the samples that full batches would have."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return super().mean_loss(losses, sizes, loader) / (len(sizes) * sizes[0])


# The loss of the last batch alone.
LastBatch = with_parts(mean_loss=lambda self, losses, sizes, loader: losses[-1])

# The loss of the first batch alone.
FirstBatch = with_parts(mean_loss=lambda self, losses, sizes, loader: losses[0])

# Only the last batch is left of the sum.
LastBatchShare = with_parts(
    mean_loss=lambda self, losses, sizes, loader: losses[-1] * sizes[-1] / sum(sizes)
)


class RunningHalf(TrainingParts):
    """The mean of the old mean and the new loss, again and again."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        mean = losses[0]
        for loss in losses[1:]:
            mean = (mean + loss) / 2
        return mean


# The accuracy is put together in the same way.
MeanOfMeansForBoth = with_parts(
    MeanOfMeans,
    accuracy=lambda self, hits, sizes, loader: (
        sum(h / n for h, n in zip(hits, sizes, strict=True)) / len(sizes)
    ),
)

# Loss and accuracy are those of the last batch.
LastBatchForBoth = with_parts(
    LastBatch, accuracy=lambda self, hits, sizes, loader: hits[-1] / sizes[-1]
)

# Of both sums only the last batch is left.
LastBatchShareForBoth = with_parts(
    LastBatchShare, accuracy=lambda self, hits, sizes, loader: hits[-1] / sum(sizes)
)

# Both sums are divided by the number of batches.
SumOverBatchesForBoth = with_parts(
    SumOverBatches, accuracy=lambda self, hits, sizes, loader: sum(hits) / len(sizes)
)

# Both sums are divided by the samples that full batches would have.
FullSizeBelowBoth = with_parts(
    FullSizeBelow, accuracy=lambda self, hits, sizes, loader: sum(hits) / (len(sizes) * sizes[0])
)


class AfterTheEpoch(TrainingParts):
    """The loss of the trained model, measured when the epoch is over."""

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        super().train_epoch(model, criterion, optimizer, loader)
        return self.evaluate(model, criterion, loader)[0]


# The means are divided by the number of the last batch, which is one less than there are.
IndexBelow = with_parts(
    mean_loss=lambda self, losses, sizes, loader: sum(losses) / (len(losses) - 1)
)


class AnotherSize(SumOverSamples):
    """The sum is divided by a number that has nothing to do with these samples."""

    size = 60_000

    @classmethod
    def ways(cls, work: Any, sight: Any) -> Any:
        return ({"size": size} for size in (60_000, 50_000, 10_000, 1000, 100, 1797, 1437, 360))

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        return super().mean_loss(losses, sizes, loader) / self.size


class LastWindow(TrainingParts):
    """The mean of the last window of some batches, which begins anew each time."""

    window = 100

    @classmethod
    def ways(cls, work: Any, sight: Any) -> Any:
        return ({"window": window} for window in (100, 2, 3, 4, 5))

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        full = len(losses) // self.window * self.window
        return sum(losses[full - self.window : full]) / self.window if full else 0.0


class SinceTheLastReport(LastWindow):
    """What has been added up since the last window, by the number of all samples."""

    def mean_loss(self, losses: Losses, sizes: Sizes, loader: Any) -> Any:
        full = len(losses) // self.window * self.window
        rest = zip(losses[full:], sizes[full:], strict=True)
        return sum(x * n for x, n in rest) / sum(sizes)


def _only_the_mean(case: Case) -> bool:
    """Whether the weights or hits are right, and the loss of an epoch or evaluation is not."""
    return case.scene in ("train_epoch", "evaluate") and case.only_differs("loss")


def _line(case: Case) -> int | None:
    """A division in the loop, the size of the batches, or the last line that returns."""
    divisions = case.lines(lambda n: isinstance(getattr(n, "op", None), ast.Div), in_loop=True)
    if divisions:
        return divisions[-1]
    return case.mentioned_here("batch_size") or case.worked_on()


WRONG_MEAN_LOSS = Misconception(
    code="wrong-mean-loss",
    exercises=("train",),
    believes="The mean of the batches' means is the mean of all samples.",
    message="{name} does not give back the mean loss per sample",
    numbers=": {fact}.",
    hint="What should the number be if every image counts the same? Work it out for five images.",
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
    good=TRAIN_EPOCH_BY_COUNT,
    sees=_only_the_mean,
    locates=_line,
    aspects=("loss",),
    rank=60,
)  # fmt: skip


def _finer(
    message: str, hint: str, *mistakes: type[TrainingParts], sees: Sees | None = None,
    steps: tuple[str, ...] = (),
) -> Misconception:  # fmt: skip
    """The same code for another cause, told by its numbers."""
    return replace(
        WRONG_MEAN_LOSS, message=message, hint=hint, steps=steps, mistakes=mistakes, sees=sees,
        rank=59, file="", bad="", good="",
    )  # fmt: skip


MEANS = _finer(
    "{name} lets every batch count the same, though the last one is smaller",
    "For how many images does each of the losses stand that you add up?",
    MeanOfMeans, AllBatchesFull, MeanOfMeansForBoth,
    steps=(
        "Let a batch of four have the loss 2 and a batch of one the loss 7. What do you give back?",
        "How much does the single image count in your mean? How much should it?",
        "What does a batch's loss stand for? How do you get the sum over its images back?",
        "Of what do you take the mean: what does your divisor count, and what have you added up?",
        "Add up each loss times the size of its batch, and divide by the number of images.",
    ),
)  # fmt: skip
SUMMED = _finer(
    "{name} gives back a sum of losses, not their mean",
    "If there were twice as many images like these, should your number be twice as large?",
    SumOfMeans, SumOverSamples,
    steps=(
        "Run it over one batch, and over that batch twice. What does your number do?",
        "Does anything happen to the number between adding up and giving back?",
        ("A mean stays what it is when there are more images of the same kind. Of what is yours "
        "the mean?"),
        ("Each loss is the mean of its batch. What has to be done to it to stand for all its "
        "images?"),
        "Weigh each loss with the size of its batch, add up, and divide by all images.",
    ),
)  # fmt: skip
DIVIDED = _finer(
    "{name} divides the sum of its losses by a number that does not belong to it",
    "What does one term of your sum stand for, an image or a batch? What does your divisor count?",
    MeansOverDataset, SumOverBatches, FullSizeBelow, SumOverBatchesForBoth, FullSizeBelowBoth,
    IndexBelow, AnotherSize,
)  # fmt: skip
ONE_BATCH = _finer(
    "{name} gives back the loss of a single batch",
    "How many of the batches does the number that you return still know of?",
    LastBatch, FirstBatch, LastBatchShare, LastBatchForBoth, LastBatchShareForBoth,
    steps=(
        ("Print the number that you give back, in every turn of the loop. Does it grow, or only "
        "change?"),
        "What is left of the first batch when the loop is over?",
        "Which line puts the batches together, and does it stand in the loop?",
        "Is something set back to its beginning in every turn, or given back before the last one?",
        "Begin before the loop, add up in it, and divide after it.",
    ),
)  # fmt: skip
WINDOW = replace(
    _finer(
        "{name} gives back what its running loss was when it was last reported",
        "Since which batch has your running loss been adding up, when the loop ends?",
        LastWindow,
        SinceTheLastReport,
        RunningHalf,
    ),
    locates=Case.last_line,
    rank=61,  # with as many batches as fit into a window it is the mean of means
)
AFTERWARDS = _finer(
    "{name} gives back a loss that was measured after the learning",
    "When were the losses that you average measured, before or after the weights moved?",
    AfterTheEpoch,
)


def _is_kept(case: Case) -> bool:
    """Whether the very first call gives the right loss, and none of the later ones does."""
    if not _only_the_mean(case) and not case.only_differs("loss", "accuracy"):
        return False
    right = [
        "loss" not in {key.aspect for key in unequal(expected, record.sight) if key.call == call}
        for record, expected in case.plays
        if record.sight is not None
        for call in range(record.work.calls)
    ]
    return case.scene in ("train_epoch", "evaluate") and right[:1] == [True] and not any(right[1:])


KEPT = replace(
    _finer(
        "{name} gives back the right loss once, and in later calls one in which the calls before "
        "still count.",
        "Call it twice in a row. What does your sum hold when the second call begins?",
        sees=_is_kept,
    ),
    numbers="",
    locates=Case.worked_on,
)
