"""The loss is a number that no longer knows how it was computed."""

from __future__ import annotations

from typing import Any

import torch

from grader.findings import Case, Misconception
from grader.reference import Reference


class Detached(Reference):
    """A tensor, but off the graph."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(logits, labels).detach()


class PythonNumber(Reference):
    """A Python float."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(logits, labels).item()


class NumpyNumber(Reference):
    """A NumPy array."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(logits, labels).detach().numpy()


class FreshLeaf(Reference):
    """A new tensor that requires a gradient and leads nowhere."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(logits, labels).detach().requires_grad_()


class FreshLogits(Reference):
    """The graph ends at new logits, before it reaches the model."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return criterion(logits.detach().requires_grad_(), labels)


# What cuts a graph; `item` and `no_grad` stand in right code too, so they count in loss.py alone.
CUTS = ("detach", "detach_", "data", "requires_grad", "requires_grad_", "Variable", "numpy")


def _graph_is_cut(case: Case) -> bool:
    """In training other mistakes leave the weights in place as well: the source must show a cut."""
    if case.exercise == "loss" or case.mishap is not None:
        return True
    backwards = case.events("backward")
    arrived = any(e["gradient_norm_after"] > e["gradient_norm_before"] for e in backwards)
    return bool(backwards) and not arrived and (
        case.mentioned(*CUTS) is not None or bool(case.events("detach", "requires_grad_"))
    )  # fmt: skip


DETACHED_LOSS = Misconception(
    code="detached-loss",
    exercises=("loss", "train"),
    believes="A loss is a number, and a number is all that backward() needs.",
    message="The loss has the right value and no way back: no gradient reaches the logits from it.",
    hint="Which of your lines turns a tensor with a history into one without?",
    why=(
        "backward() follows the graph from the loss to the weights. item(), detach(), data, "
        "no_grad() and a new tensor made from the value all end that graph. requires_grad=True "
        "silences the error and starts a new graph, one that does not lead to the model."
    ),
    file="loss.py",
    bad=(
        "def compute_loss(criterion, logits, labels):\n"
        "    return criterion(logits, labels).detach()\n"
    ),
    good=(
        "def compute_loss(criterion, logits, labels):\n"
        "    loss = criterion(logits, labels)\n"
        "    print(loss.item())\n"
        "    return loss\n"
    ),
    mistakes=(Detached, PythonNumber, NumpyNumber, FreshLeaf, FreshLogits),
    confirms=_graph_is_cut,
    locates=lambda case: _line(case),
    rank=9,
)


def _line(case: Case) -> int | None:
    """The line of the cut."""
    more = ("item", "no_grad", "tolist", "tensor") if case.exercise == "loss" else ()
    return case.mentioned(*CUTS, *more)
