"""The weights are moved in backward already."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import step_in_backward as rules

STEP_IN_BACKWARD = replace(
    rules.STEP_IN_BACKWARD,
    exercises=("backward",),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    loss.backward()\n"
    "    optimizer.step()\n",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    sees=lambda case: case.scene == "backward" and case.differs("change"),
)
