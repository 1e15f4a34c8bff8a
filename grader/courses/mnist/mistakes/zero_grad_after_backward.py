"""The fresh gradients are cleared before anyone uses them."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import zero_grad_after_backward as rules

ZERO_GRAD_AFTER_BACKWARD = replace(
    rules.ZERO_GRAD_AFTER_BACKWARD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    loss.backward()\n    optimizer.zero_grad()\n",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
)
