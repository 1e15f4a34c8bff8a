"""The gradients of earlier batches are not cleared."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import missing_zero_grad as rules

MISSING_ZERO_GRAD = replace(
    rules.MISSING_ZERO_GRAD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    loss.backward()\n",
    good="def backward(optimizer, loss):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            parameter.grad = None\n"
    "    loss.backward()\n",
)

NAMED_ONLY = replace(rules.NAMED_ONLY, exercises=MISSING_ZERO_GRAD.exercises)
