"""The gradients of earlier batches are never cleared."""

from __future__ import annotations

import torch

from grader.findings import Misconception
from grader.reference import Reference


class Never(Reference):
    """zero_grad is not called at all."""

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        pass


MISSING_ZERO_GRAD = Misconception(
    code="missing-zero-grad",
    exercises=("backward", "train"),
    believes="backward() starts from fresh gradients each time.",
    message=(
        "The gradients of earlier batches are still in .grad: {what} has {got}, where this "
        "loss alone gives {expected}."
    ),
    hint="What does backward() do with a gradient that is already there?",
    why=(
        "backward() adds to .grad, it does not replace it. Without clearing, every step follows "
        "the sum of all gradients so far: the first batch goes well, and from the second on the "
        "weights run in a direction that no single batch asked for."
    ),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    loss.backward()\n",
    good=(
        "def backward(optimizer, loss):\n"
        "    for group in optimizer.param_groups:\n"
        "        for parameter in group['params']:\n"
        "            parameter.grad = None\n"
        "    loss.backward()\n"
    ),
    mistakes=(Never,),
    at=("backward",),
    rank=10,
)
