"""One loss is differentiated more than once."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import repeated_backward as rules

REPEATED_BACKWARD = replace(
    rules.REPEATED_BACKWARD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    loss.backward(retain_graph=True)\n"
    "    loss.backward()\n",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
)
