"""The loss is a number that no longer knows how it was computed."""

from __future__ import annotations

import ast
from typing import Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception
from grader.lazy_torch import torch
from grader.source import definition, working_part


class Detached(TrainingParts):
    """A tensor, but off the graph."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).detach()


class PythonNumber(TrainingParts):
    """A Python float."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).item()


class NumpyNumber(TrainingParts):
    """A NumPy array."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).detach().numpy()


class FreshLeaf(TrainingParts):
    """A new tensor that requires a gradient and leads nowhere."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits, labels).detach().requires_grad_()


class FreshLogits(TrainingParts):
    """The graph ends at new logits, before it reaches the model."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return super().compute_loss(criterion, logits.detach().requires_grad_(), labels)


# What cuts a graph. `item` and `no_grad` stand in right code too, and in training they count only
# where they come before backward.
CUTS = {"detach", "detach_", "data", "requires_grad", "requires_grad_", "Variable", "numpy"}
_BEGINNINGS = {"requires_grad", "requires_grad_", "Variable"}
_OR_MORE = CUTS | {"item", "no_grad", "inference_mode", "set_grad_enabled", "tolist", "tensor"}


def _graph_is_cut(case: Case) -> bool:
    """In training other mistakes leave the weights in place as well: the source must show a cut."""
    if case.exercise == "loss" or case.mishap is not None:
        return True
    backwards = case.events("backward")
    arrived = any(e["gradient_norm_after"] > e["gradient_norm_before"] for e in backwards)
    # Without an error there is a backward only where a new graph was begun.
    begun = case.events("requires_grad_") or _cuts(case, _BEGINNINGS)
    kept_apart = case.lines(lambda n: isinstance(n, ast.Call) and _name_of(n.func) == "grad")
    return bool(backwards) and not arrived and bool(begun) and not kept_apart


def _name_of(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _cuts(case: Case, names: set[str]) -> list[int]:
    """The lines that cut a graph; in train.py those of evaluate cut none that is needed."""
    apart = definition(case.tree, "evaluate") if case.scene != "evaluate" else None
    elsewhere = set(ast.walk(apart)) if apart else set()
    return sorted(
        node.lineno
        for node in (ast.walk(case.tree) if case.tree else ())
        if node not in elsewhere
        and (
            (isinstance(node, ast.Attribute) and node.attr in names)
            or (isinstance(node, ast.Name) and node.id in names - {"data"})
            or (isinstance(node, ast.keyword) and node.arg in names)
        )
    )


DETACHED_LOSS = Misconception(
    code="detached-loss",
    exercises=("loss", "train"),
    believes="A loss is a number, and a number is all that backward() needs.",
    message="The loss has no way back: no gradient reaches the logits from it.",
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
    """The line of the cut: in training the last one before backward in the same function."""
    if case.exercise == "loss":
        return next(iter(_cuts(case, CUTS) or _cuts(case, _OR_MORE)), None)
    part = working_part(case.tree, case.function)
    first, last = (part.lineno, part.end_lineno or 0) if part else (0, 0)
    cuts = _cuts(case, _OR_MORE)
    end = min(case.lines(lambda n: getattr(n, "attr", "") == "backward"), default=last)
    here = [line for line in cuts if first - 2 <= line <= end]
    return max(here, default=next(iter(cuts), None))
