"""The weights are set to zero where the gradients were meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.findings import Case
from grader.findings.calls import weights_zeroed as rules
from grader.frames.keys import Key
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts, held


class InsteadOfGradients(TrainingParts):
    """The weights are cleared, and the old gradients stay."""

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        for parameter in held(optimizer):
            parameter.data.zero_()


class WithGradients(TrainingParts):
    """Both are cleared."""

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        optimizer.zero_grad()
        for parameter in held(optimizer):
            parameter.data.zero_()


class EveryEpoch(TrainingParts):
    """All weights begin at zero again in each epoch."""

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        for parameter in model.parameters():
            parameter.data.zero_()
        return super().train_epoch(model, criterion, optimizer, loader)


def _all_zero(case: Case) -> bool:
    """Whether backward left every weight of every wrong play at zero."""
    if case.scene != "backward" or not case.seen:
        return False
    return all(
        record.sight is not None
        and all(
            torch.equal(record.sight.tensors[Key(0, "change", i)], -weight)
            for i, weight in record.work.under("weight").items()
        )
        for record, _ in case.wrong
    )


WEIGHTS_ZEROED = replace(
    rules.WEIGHTS_ZEROED,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            parameter.data.zero_()\n"
    "    loss.backward()\n",
    good="def backward(optimizer, loss):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            if parameter.grad is not None:\n"
    "                parameter.grad.zero_()\n"
    "    loss.backward()\n",
    mistakes=(InsteadOfGradients, WithGradients, EveryEpoch),
    sees=_all_zero,
)
