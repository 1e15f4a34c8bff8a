"""No gradient is ever computed."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import missing_backward as rules

MISSING_BACKWARD = replace(
    rules.MISSING_BACKWARD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward\n",
    good="import torch\n\n\n"
    "def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    torch.autograd.backward(loss)\n",
)
