"""The images reach the linear layer without having become one row of pixels each."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn
from grader.submission.source import definition, mention_line, use_line

from ..parts import TrainingParts


class NoFlatten(TrainingParts):
    """The layer gets the images as they are."""

    def flatten(self) -> nn.Module:
        return nn.Identity()


class OneRowForAll(TrainingParts):
    """The whole batch becomes a single row."""

    def flatten(self) -> nn.Module:
        return nn.Flatten(0)


class FlattenedTooLate(TrainingParts):
    """The channel is left standing between batch and pixels."""

    def flatten(self) -> nn.Module:
        return nn.Flatten(2)


def _flattening(case: Case) -> int | None:
    """The line of the class that flattens, or that says which dimensions, if there is one."""
    found = definition(case.tree, case.function)
    if found is None:
        return None
    named = mention_line(case.tree, ("flatten", "Flatten", "view", "reshape"), case.function)
    calls = (n for n in ast.walk(found) if isinstance(n, ast.Call) and n.lineno == named)
    told = any(call.args or call.keywords for call in calls)
    return named if told else use_line(case.tree, named)


MISSING_FLATTEN = Misconception(
    code="missing-flatten",
    exercises=("forward", "hidden_layer"),
    believes="A layer with 784 inputs takes an image with 28 times 28 pixels as it is.",
    message=(
        "The images are not flattened to one row of 784 pixels each before they reach the linear "
        "layer"
    ),
    numbers=": {fact}.",
    hint="Print the shape of what reaches the layer. Which dimension does a linear layer look at?",
    steps=(
        "Print the shape of what reaches the linear layer. What does each of its numbers count?",
        "The layer looks at the last of these numbers alone. What is it, and what should it be?",
        "One image should be one row. Which dimensions have to be joined, and which has to stay?",
        (
            "What joins dimensions gives a new tensor. Do you use that one, and is the batch still "
            "its first?"
        ),
        "All dimensions but the first become one, before the layer: images.flatten(1) does that.",
    ),
    why=(
        "A linear layer works on the last dimension of what it gets. That of an image is 28, one "
        "of its rows. All pixels of one image have to stand in a single row of 784, and the first "
        "dimension, the batch, has to stay as it is. Note that flatten, view and reshape give a "
        "new tensor: the old one keeps its shape."
    ),
    file="forward.py",
    bad=(
        "from torch import nn\n\n\n"
        "class SimpleNN(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.linear = nn.Linear(784, 10)\n\n"
        "    def forward(self, images):\n"
        "        return self.linear(images)\n"
    ),
    good=(
        "from torch import nn\n\n\n"
        "class SimpleNN(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.linear = nn.Linear(784, 10)\n\n"
        "    def forward(self, images):\n"
        "        return self.linear(images.view(len(images), -1))\n"
    ),
    mistakes=(NoFlatten, OneRowForAll, FlattenedTooLate),
    kinds=("exception",),
    raises=(
        r"cannot be multiplied \(\d+x28 and 784x",
        r"cannot be multiplied \(1x\d{5,} and 784x",
        r"got input \(\d+\), mat \(\d+x784\), vec \((?!784\))\d+\)",
    ),
    locates=_flattening,
    rank=20,
)
