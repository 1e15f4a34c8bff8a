"""The weights are set to zero where the gradients were meant."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.variants import ruled_by

WEIGHTS_ZEROED = Misconception(
    code="weights-zeroed",
    believes="Clearing the parameters and clearing their gradients is the same.",
    message="The weights themselves were set to zero",
    numbers=": {fact}.",
    hint="A parameter holds two tensors. Which one is the model, and which one is its gradient?",
    why="A parameter's .data is what the model has learned, its .grad is which way to go from "
    "there. Zeros in .data wipe out the model on every batch: all classes score the same "
    "again, and the gradients cannot tell the hidden units apart any more.",
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
