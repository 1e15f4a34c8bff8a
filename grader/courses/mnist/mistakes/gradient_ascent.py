"""The weights move uphill."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch
from grader.submission.source import definition

from ..parts import TrainingParts, held


class Uphill(TrainingParts):
    """The gradient is added."""

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        with torch.no_grad():
            for group in optimizer.param_groups:
                for parameter in group["params"]:
                    if parameter.grad is not None:
                        parameter += group["lr"] * parameter.grad


class Negated(TrainingParts):
    """The gradient changes its sign before it is used."""

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        for parameter in held(optimizer):
            if parameter.grad is not None:
                parameter.grad.neg_()
        optimizer.step()


class NegatedLoss(TrainingParts):
    """The loss does."""

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        (-loss).backward()


class Maximize(TrainingParts):
    """The optimizer is told to go uphill."""

    def algorithm(self, parameters: Iterable[nn.Parameter], lr: float) -> torch.optim.Optimizer:
        return torch.optim.SGD(parameters, lr=lr, maximize=True)


class NegativeRate(TrainingParts):
    """The learning rate carries the minus sign, which PyTorch refuses."""

    def algorithm(self, parameters: Iterable[nn.Parameter], lr: float) -> torch.optim.Optimizer:
        return torch.optim.SGD(parameters, lr=-lr)


def _line(case: Case) -> int | None:
    """Where a sign is turned round."""
    function = definition(case.tree, case.function)
    signs = [
        node.lineno
        for node in (ast.walk(function) if function else ())
        if isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and not isinstance(node.operand, ast.Constant)
    ]
    return min(signs, default=None)


GRADIENT_ASCENT = Misconception(
    code="gradient-ascent",
    exercises=("step", "train"),
    believes="The gradient points to the minimum.",
    message="The weights move uphill, where the loss grows",
    numbers=": {fact}.",
    hint="If a weight has a positive gradient, what happens to the loss when the weight grows?",
    why=(
        "A gradient points to where the loss grows fastest. Learning goes the other way, so the "
        "minus sign is the whole idea: with it each step makes the loss a little smaller, without "
        "it, or with two of them, a little larger."
    ),
    file="step.py",
    bad=(
        "import torch\n\n\n"
        "def step(optimizer):\n"
        "    with torch.no_grad():\n"
        "        for group in optimizer.param_groups:\n"
        "            for parameter in group['params']:\n"
        "                if parameter.grad is not None:\n"
        "                    parameter += group['lr'] * parameter.grad\n"
    ),
    good=(
        "import torch\n\n\n"
        "def step(optimizer):\n"
        "    with torch.no_grad():\n"
        "        for group in optimizer.param_groups:\n"
        "            for parameter in group['params']:\n"
        "                if parameter.grad is not None:\n"
        "                    parameter += -group['lr'] * parameter.grad\n"
    ),
    mistakes=(Uphill, Negated, NegatedLoss, Maximize, NegativeRate),
    locates=_line,
    at=("gradient changed", "step"),
    mentions=("maximize", "SGD"),
    aspects=("change",),
    rank=21,
)
