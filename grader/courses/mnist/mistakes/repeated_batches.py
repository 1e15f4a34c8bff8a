"""Some of the loader's samples are learned from more than once in an epoch."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn

from ..examples import TRAIN_EPOCH
from ..parts import TrainingParts
from .skipped_batches import Chosen, rows_of

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class Again(Chosen):
    """Some samples come more than once; how the mean is then taken is left open."""

    means: Sequence[Any] = ()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        rows = rows_of(sight)
        if work.scene == "train_epoch" and rows:
            means = [sight.value("loss", call) for call in range(len(rows))]
            yield {"chosen": rows, "means": means if _repeat(rows) else ()}

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        return self.means[self.turn] if self.means else super().mean_loss(losses, sizes, loader)


def _repeat(rows: list[list[list[int]]]) -> bool:
    """Whether some call shows the model a sample more than once."""
    return any(max(Counter(chain.from_iterable(call)).values()) > 1 for call in rows)


class WholeStepAgain(TrainingParts):
    """One batch is taken through all the calls several times."""

    times = 1
    shown = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        passes = sight.claim("passes")
        if work.scene != "train_step" or not isinstance(passes, int) or not 1 < passes <= 20:
            return
        for shown in (-1, 0):
            yield {"times": passes, "shown": shown}

    def train_step(
        self, model: nn.Module, criterion: Any, optimizer: Any, images: Any, labels: Any
    ) -> Any:
        losses = []
        for _ in range(self.times):
            losses.append(super().train_step(model, criterion, optimizer, images, labels))
        return losses[self.shown]


def _came_again(case: Case) -> bool:
    """Whether a wrong play shows it: samples that come twice, or passes in one step."""
    return any(
        _repeat(rows_of(got)) if case.scene == "train_epoch" else (got.claim("passes") or 0) > 1
        for _, got in case.seen
    )


def _line(case: Case) -> int | None:
    """The outer of two loops, a second call in one loop, or where a batch is added or fetched."""
    outer = case.lines(
        lambda n: isinstance(n, ast.For) and any(_is_loop(i) for b in n.body for i in ast.walk(b))
    )
    if outer:
        return outer[0]
    calls = case.lines(
        lambda n: isinstance(n, ast.Call) and getattr(n.func, "id", "") == "train_step",
        in_loop=True,
    )
    return calls[1] if len(calls) > 1 else case.mentioned_here("append", "extend", "next", "range")


def _is_loop(node: ast.AST) -> bool:
    return isinstance(node, (ast.For, ast.While))


REPEATED_BATCHES = Misconception(
    code="repeated-batches",
    exercises=("train",),
    believes="Training on a batch once more can only help.",
    message="{name} learns from the same samples more than once",
    numbers=": {fact}.",
    hint="How many updates does your code make, and how many batches does it get?",
    why=(
        "An epoch is one pass over the data: every sample counts once. Whoever calls train_epoch "
        "decides how many epochs there are. If samples come twice, the training is not what its "
        "epoch count says, the repeated ones weigh more, and runs can no longer be compared."
    ),
    file="train.py",
    bad=(
        "def train_epoch(model, criterion, optimizer, loader):\n"
        "    model.train()\n"
        "    for epoch in range(2):\n"
        "        total = 0.0\n"
        "        for images, labels in loader:\n"
        "            loss = train_step(model, criterion, optimizer, images, labels)\n"
        "            total += loss * len(labels)\n"
        "    return total / len(loader.dataset)\n"
    ),
    good=TRAIN_EPOCH,
    mistakes=(Again, WholeStepAgain),
    confirms=_came_again,
    locates=_line,
    aspects=("change", "loss"),
    rank=32,
)
