"""evaluate lets PyTorch build a graph."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from grader.findings import Misconception
from grader.frames.lazy_torch import torch

from ..examples import EVALUATE, HEAD
from ..parts import TrainingParts


class NotSwitchedOff(TrainingParts):
    """Nothing switches the graph off."""

    def graph_switch(self) -> Any:
        return nullcontext()


class SwitchedOn(TrainingParts):
    """It is even switched on."""

    def graph_switch(self) -> Any:
        return torch.enable_grad()


class GivenBack(NotSwitchedOff):
    """The loss that is given back carries the graphs of all batches."""

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        mean = super().mean_loss(losses, sizes, loader)
        return torch.tensor(mean, requires_grad=torch.is_grad_enabled())


GRAPH_IN_EVALUATE = Misconception(
    code="graph-in-evaluate",
    exercises=("train",),
    believes="eval() switches the gradients off.",
    message=(
        "While evaluate ran, the model's outputs carried a graph (a grad_fn), as if they were to "
        "be learned from."
    ),
    hint="Print the logits inside of evaluate. Is there a grad_fn at the end?",
    why=(
        "eval() switches dropout and batch norm, not the graph. As long as gradients are on, "
        "PyTorch notes every operation and keeps every intermediate result, in case backward() "
        "is called. In an evaluation nobody calls it: it is memory and time for nothing. What "
        "has to be switched off is switched off where the model runs, not afterwards."
    ),
    file="train.py",
    bad=EVALUATE.removeprefix(HEAD),
    good=EVALUATE.replace("no_grad", "inference_mode"),
    mistakes=(NotSwitchedOff, SwitchedOn, GivenBack),
    sees=lambda case: case.scene == "evaluate" and case.differs("graph"),
    at=("forward",),
    aspects=("graph",),
    rank=42,
)
