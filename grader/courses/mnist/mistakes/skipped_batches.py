"""Some of the loader's samples are never used."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception

from ..examples import TRAIN_EPOCH_BY_COUNT
from ..parts import Batch, TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def rows_of(sight: Sight) -> list[list[list[int]]]:
    """For each call, which samples each pass of the model saw; empty where some are unknown."""
    rows = [sight.claim("rows", call) for call in range(len(sight.claims))]
    known = [r for r in rows if r and all(i >= 0 for batch in r for i in batch)]
    return known if len(known) == sum(r is not None for r in rows) else []


class Chosen(TrainingParts):
    """Batches of chosen samples in place of the loader's own, call after call."""

    chosen: tuple[list[list[int]], ...] = ()
    turn = -1

    def batches(self, loader: Any) -> Iterable[Batch]:
        self.turn += 1
        images, labels = loader.dataset.tensors
        return [(images[rows], labels[rows]) for rows in self.chosen[self.turn]]


class Skipping(Chosen):
    """Some samples are left out, none is used twice."""

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        rows = rows_of(sight)
        if not work.batches or not rows:
            return
        counts = [Counter(chain.from_iterable(call)) for call in rows]
        samples = sum(work.batches)
        if max(max(c.values()) for c in counts) == 1 and min(map(len, counts)) < samples:
            yield {"chosen": rows}


class OverWholeDataset(Skipping):
    """The sums of what is left are divided by the size of the whole dataset."""

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        return sum(x * n for x, n in zip(losses, sizes, strict=True)) / len(loader.dataset)

    def accuracy(self, hits: list[float], sizes: list[int], loader: Any) -> Any:
        return sum(hits) / len(loader.dataset)


def _left_some_out(case: Case) -> bool:
    """Whether each call of the wrong plays left samples out, and had none twice."""
    if case.scene == "train SimpleNN":
        return _left_some_out_in_training(case)
    if case.scene not in ("train_epoch", "evaluate") or not case.differs("change", "loss"):
        return False
    if any(got.claim("passes") and got.claim("passes", 1) == 0 for _, got in case.seen):
        return True  # a call after the first that runs on nothing
    wrong = [record for record, _ in case.wrong if record.sight is not None]
    return bool(wrong) and all(
        any(True for _ in Skipping.ways(record.work, record.sight))
        for record in wrong
        if record.sight is not None
    )


def _left_some_out_in_training(case: Case) -> bool:
    """Whether an epoch of the whole training did not ask for all samples, and that is all of it.

    The weights are then where training on those that it asked for ends.
    """
    measured = case.measured
    if measured is None or not case.wrong:
        return False
    explains = measured.accuracy >= measured.threshold or measured.distance < 0.5
    return 0 < measured.used < measured.samples and explains


def _line(case: Case) -> int | None:
    """Where the loop goes on or ends too early, or how it counts, or what stands outside."""
    if not case.function:
        case = replace(case, scene="train_epoch")
    jumps = case.lines(lambda n: isinstance(n, (ast.Continue, ast.Break, ast.Return)), in_loop=True)
    if jumps and not case.mentioned_here("StopIteration"):
        return jumps[-1]
    slices = case.lines(lambda n: isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Slice))
    by_name = case.mentioned_here("drop_last", "islice", "range", "next", "iter")
    calls = case.lines(_is_step)
    outside = set(calls) - set(case.lines(_is_step, in_loop=True))
    return by_name or max(outside, default=None) or min(slices, default=None)


def _is_step(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("train_step", "model")


SKIPPED_BATCHES = Misconception(
    code="skipped-batches",
    exercises=("train",),
    believes="A few samples more or less make no difference.",
    message="{name} leaves some of the loader's samples out",
    numbers=": {fact}.",
    hint="Add up len(labels) over your loop. Is it the size of the dataset, also for odd sizes?",
    why=(
        "The loader gives every sample once. A batch that is fetched to look at it, that is too "
        "small, or that comes after an early end of the loop is lost, and often it is the same "
        "samples each time: the model never learns from them, or is never measured on them."
    ),
    file="train.py",
    bad=TRAIN_EPOCH_BY_COUNT.replace(
        "        loss =",
        "        if len(labels) < loader.batch_size:\n            continue\n        loss =",
    ),
    good=TRAIN_EPOCH_BY_COUNT,
    mistakes=(Skipping, OverWholeDataset),
    sees=_left_some_out,
    locates=_line,
    aspects=("change", "loss", "accuracy"),
    rank=31,
)
