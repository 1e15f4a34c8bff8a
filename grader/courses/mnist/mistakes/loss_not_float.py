"""The loss is given back as something else than a Python float."""

from __future__ import annotations

from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts


class Tensor(TrainingParts):
    """The loss of a batch is given back as the tensor that it is."""

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        return loss.detach()


class Nothing(TrainingParts):
    """Nothing is given back, or something that is no number at all."""

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        return None


class MeanAsTensor(TrainingParts):
    """The mean of an epoch is a tensor."""

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        mean = super().mean_loss(losses, sizes, loader)
        return torch.tensor(mean)


class NoMean(TrainingParts):
    """An epoch or an evaluation gives back no number for the loss."""

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        return None


def _is_no_number(case: Case) -> bool:
    """Whether nothing but the type of the loss is wrong."""
    return case.only_differs("loss is a number", "loss") and case.differs("loss is a number")


LOSS_NOT_FLOAT = Misconception(
    code="loss-not-float",
    exercises=("train",),
    believes="A tensor with one number in it is a number.",
    message="{name} does not give back the loss as a Python float.",
    hint="What does type(...) say about what your function gives back?",
    steps=(
        (
            "Print what comes back from your function. Is it a bare number, or does a word stand "
            "around it?"
        ),
        "What does a tensor carry along that a number does not? Who keeps that in memory?",
        "Which line hands the loss back, and what is the loss at that moment?",
        "A tensor that holds one number can be asked for it. Where is the best place to ask?",
        "Give back loss.item(), which is the number alone.",
    ),
    why=(
        "A loss is a tensor that remembers how it was computed. Whoever keeps it keeps the whole "
        "graph of its batch in memory, and a sum of such losses keeps the graphs of all batches. "
        "A float is a plain number. A function that prints a number gives back None."
    ),
    file="train.py",
    bad=(
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    loss = criterion(model(images), labels)\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "    return loss\n"
    ),
    good=(
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    loss = criterion(model(images), labels)\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "    return float(loss)\n"
    ),
    mistakes=(Tensor, Nothing, MeanAsTensor, NoMean),
    sees=_is_no_number,
    locates=Case.last_line,
    aspects=("loss is a number",),
    rank=20,
)
