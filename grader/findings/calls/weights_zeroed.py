"""The weights are set to zero where the gradients were meant."""

from __future__ import annotations

import ast

from grader.findings import Misconception
from grader.findings.variants import ruled_by


def _zeroes(node: ast.AST) -> bool:
    """A call that fills a tensor with zeros, but for a gradient."""
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") not in ("zero_", "zeros_"):
        return False
    return "grad" not in {getattr(inner, "attr", "") for inner in ast.walk(node)}


WEIGHTS_ZEROED = Misconception(
    code="weights-zeroed",
    believes="Clearing the parameters and clearing their gradients is the same.",
    message="The weights themselves were set to zero",
    numbers=": {what} is {got}, expected was {expected}.",
    hint="A parameter holds two tensors. Which one is the model, and which one is its gradient?",
    why="A parameter's .data is what the model has learned, its .grad is which way to go from "
    "there. Zeros in .data wipe out the model on every batch: all classes score the same "
    "again, and the gradients cannot tell the hidden units apart any more.",
    locates=lambda case: next(iter(case.lines(_zeroes)), None) if case.mishap else None,
    at=("step",),
    mentions=("zeros_", "zeros_like", "zero_"),
    aspects=("change",),
    rank=20,
    mistakes=(
        ruled_by({"zero_grad": ("zero_weights",)}),
        ruled_by({"zero_grad": ("zero_grad", "zero_weights")}),
        ruled_by({"zero_grad": ("zero_grad",), "enter": ("zero_weights",)}),
    ),
)
