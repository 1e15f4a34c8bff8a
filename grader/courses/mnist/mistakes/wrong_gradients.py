"""Gradients that no catalogued mistake explains."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import wrong_gradients as rules

WRONG_GRADIENTS = replace(
    rules.WRONG_GRADIENTS,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.pow(2).backward()\n",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
)
