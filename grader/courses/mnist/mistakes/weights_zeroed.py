"""The weights are set to zero where the gradients were meant."""

from __future__ import annotations

from dataclasses import replace

from grader.findings import Case
from grader.findings.calls import weights_zeroed as rules
from grader.frames.keys import Key
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts, held


class ZeroedInPlace(TrainingParts):
    """Zeros are written into the weights where the graph still needs what was there."""

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        with torch.no_grad():
            for parameter in held(optimizer):
                parameter.zero_()
        super().zero_grad(optimizer)


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
    mistakes=(*rules.WEIGHTS_ZEROED.mistakes, ZeroedInPlace),
    sees=_all_zero,
)
