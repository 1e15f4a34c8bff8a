"""The predicted digit comes out, where ten logits are wanted."""

from __future__ import annotations

from typing import Any

from grader.findings import Misconception
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts


class Digits(TrainingParts):
    """The number of the largest logit."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.argmax(dim=1)


class DigitsInRows(TrainingParts):
    """The same with the dimension kept."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.argmax(dim=1, keepdim=True)


class DigitsAsFloats(TrainingParts):
    """The same as floating point numbers."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.argmax(dim=1).float()


class OneHot(TrainingParts):
    """Ten numbers, of which the predicted class is 1."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return torch.nn.functional.one_hot(logits.argmax(dim=1), 10).float()


class WholeOneHot(TrainingParts):
    """The same as integers."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return torch.nn.functional.one_hot(logits.argmax(dim=1), 10)


ARGMAX_IN_FORWARD = Misconception(
    code="argmax-in-forward",
    exercises=("forward", "hidden_layer"),
    believes="The answer of a classifier is a digit.",
    message="The predicted digits come out, not the logits",
    numbers=": {fact}.",
    hint="If one weight moves by a hair, does your result change by a hair as well?",
    why=(
        "Picking the largest of ten numbers throws away by how much it is the largest. The "
        "result jumps from one digit to another or does not change at all, so there is no slope "
        "that gradients could follow back to the weights. Training needs all ten logits; the "
        "digit is read off them only when somebody wants to know it."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return model(images).argmax(dim=1)\n",
    good=(
        "def forward(model, images):\n"
        "    logits = model(images)\n"
        "    print('predicted:', logits.argmax(dim=1).tolist())\n"
        "    return logits\n"
    ),
    mistakes=(Digits, DigitsInRows, DigitsAsFloats, OneHot, WholeOneHot),
    at=("argmax",),
    mentions=("argmax", "max", "topk", "one_hot"),
    aspects=("logits",),
    rank=20,
)
