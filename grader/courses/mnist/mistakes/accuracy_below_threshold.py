"""The whole training gets somewhere, but not far enough."""

from __future__ import annotations

import ast
from dataclasses import replace

from grader.findings import Case, Misconception
from grader.submission.source import definition_line, lines_of

from ..examples import TRAIN_EPOCH_BY_COUNT
from .large_initial_values import INITIALS


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


def _starts_badly(case: Case) -> bool:
    """Whether the second network has its layers and reads too little after its training."""
    if case.scene != "train HiddenNN" or case.measured is None:
        return False
    return case.measured.accuracy < case.measured.threshold


_FROM_ZERO = (
    "from torch import nn\n\n\n"
    "class HiddenNN(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.hidden = nn.Linear(784, 128)\n"
    "        self.output = nn.Linear(128, 10)\n"
    "        for weight in (self.hidden.weight, self.output.weight):\n"
    "            nn.init.zeros_(weight)\n\n"
    "    def forward(self, images):\n"
    "        return self.output(self.hidden(images.flatten(1)).relu())\n"
)
STARTS_BADLY = replace(
    ACCURACY_BELOW_THRESHOLD,
    exercises=("hidden_layer",),
    believes="Where its weights begin is all the same to a network.",
    message="Trained from the weights that it begins with, HiddenNN reads too few held-out digits",
    numbers=": {accuracy}.",
    hint="Print some weights of a new HiddenNN, and again after one step. What has become of them?",
    why=(
        "Training goes on from the weights that the constructor leaves. Hidden units that begin "
        "alike get the same gradient and stay alike, and behind zeros no gradient arrives at all. "
        "Very large weights are too far away for the steps of one training. The layers of PyTorch "
        "begin with small numbers drawn by lot."
    ),
    file="hidden_layer.py",
    bad=_FROM_ZERO,
    good=_FROM_ZERO.replace("zeros_(weight)", "xavier_uniform_(weight)"),
    sees=_starts_badly,
    locates=None,
    mentions=INITIALS,
)
