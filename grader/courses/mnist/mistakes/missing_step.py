"""The gradients are there and nobody uses them."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import missing_step as rules

MISSING_STEP = replace(
    rules.MISSING_STEP,
    exercises=("step", "train"),
    file="step.py",
    bad="def step(optimizer):\n    optimizer.step\n",
    good="import torch\n\n\n"
    "def step(optimizer):\n"
    "    with torch.no_grad():\n"
    "        for group in optimizer.param_groups:\n"
    "            for parameter in group['params']:\n"
    "                if parameter.grad is not None:\n"
    "                    parameter -= group['lr'] * parameter.grad\n",
)
