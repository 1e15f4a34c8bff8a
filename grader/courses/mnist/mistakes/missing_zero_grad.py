"""The gradients of earlier batches are not cleared."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import missing_zero_grad as rules

from ..examples import TRAIN_STEP

MISSING_ZERO_GRAD = replace(
    rules.MISSING_ZERO_GRAD,
    exercises=("backward",),
    file="backward.py",
    bad="def backward(optimizer, loss):\n    loss.backward()\n",
    good="def backward(optimizer, loss):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            parameter.grad = None\n"
    "    loss.backward()\n",
)

IN_A_LOOP = replace(
    rules.MISSING_ZERO_GRAD,
    exercises=("train",),
    file="train.py",
    bad=TRAIN_STEP.replace("    optimizer.zero_grad()\n", ""),
    good=TRAIN_STEP.replace("optimizer.zero_grad()", "model.zero_grad()"),
    message="The gradients of earlier batches are still in .grad, so each update follows those of "
    "all batches so far, not of this batch alone",
)

NAMED_ONLY = replace(rules.NAMED_ONLY, exercises=("backward", "train"))
