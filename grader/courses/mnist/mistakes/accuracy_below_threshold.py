"""The whole training gets somewhere, but not far enough."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.submission.source import definition_line, lines_of

from ..examples import TRAIN_EPOCH_BY_COUNT


def _undertrained(case: Case) -> bool:
    """Whether the weights are on their way, and what they read is too little."""
    if case.scene != "train SimpleNN" or case.measured is None:
        return False
    return case.measured.distance <= 1 and case.measured.accuracy < case.measured.threshold


def _line(case: Case) -> int | None:
    """Where train_epoch leaves its loop early, else where it begins."""
    jumps = (ast.Break, ast.Continue, ast.Return)
    left = lines_of(case.tree, "train_epoch", lambda n: isinstance(n, jumps), in_loop=True)
    return left[0] if left else definition_line(case.tree, "train_epoch")


ACCURACY_BELOW_THRESHOLD = Misconception(
    code="accuracy-below-threshold",
    exercises=("train",),
    believes="What works on a handful of images works on all of them.",
    message=(
        "Trained on all digits, the model reads fewer of the held-out ones than this training gives"
    ),
    numbers=": {accuracy}, with weights that are {distance} of the way short.",
    hint="Does anything in your code depend on how many batches there are?",
    why=(
        "On a few small batches your functions do what they should, and on the whole training "
        "set less is learned than the same calls with the same data give. Something happens only "
        "when there is more data: an early end, a limit, a shrinking rate."
    ),
    file="train.py",
    bad=(
        "def train_epoch(model, criterion, optimizer, loader):\n"
        "    model.train()\n"
        "    total, seen = 0.0, 0\n"
        "    for number, (images, labels) in enumerate(loader):\n"
        "        if number < 5:\n"
        "            loss = train_step(model, criterion, optimizer, images, labels)\n"
        "        else:\n"
        "            loss = criterion(model(images), labels).item()\n"
        "        total += loss * len(labels)\n"
        "        seen += len(labels)\n"
        "    return total / seen\n"
    ),
    good=TRAIN_EPOCH_BY_COUNT.replace(
        "for images, labels in loader", "for number, (images, labels) in enumerate(loader)"
    ),
    sees=_undertrained,
    locates=_line,
    rank=97,
)
