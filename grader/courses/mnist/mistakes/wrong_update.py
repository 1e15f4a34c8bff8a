"""Weights that moved as no catalogued mistake explains."""

from __future__ import annotations

from dataclasses import replace

from grader.findings import Case
from grader.findings.calls import wrong_update as rules

_SCENES = ("step", "optimizer", "train_step", "train_epoch")


def _moved_elsewhere(case: Case) -> bool:
    return case.scene in _SCENES and bool(case.seen) and (
        case.scene != "train_epoch" or case.differs("change")
    )  # fmt: skip


WRONG_UPDATE = replace(
    rules.WRONG_UPDATE,
    exercises=("step", "train"),
    file="step.py",
    bad="import torch\n\n\n"
    "@torch.no_grad()\n"
    "def step(optimizer):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            if parameter.grad is not None:\n"
    "                parameter -= group['lr'] * parameter.grad.sign()\n",
    good="import torch\n\n\n"
    "@torch.no_grad()\n"
    "def step(optimizer):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            if parameter.grad is not None:\n"
    "                parameter.add_(parameter.grad, alpha=-group['lr'])\n",
    sees=_moved_elsewhere,
)
