"""The same gradients move the weights more than once."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import repeated_step as rules
from grader.findings.variants import ruled_by

REPEATED_STEP = replace(
    rules.REPEATED_STEP,
    exercises=("step", "train"),
    file="step.py",
    bad="def step(optimizer):\n    for group in optimizer.param_groups:\n        optimizer.step()\n"
    "    optimizer.step()\n",
    good="def step(optimizer):\n    optimizer.step(closure=None)\n",
    # One more update when the epoch is over is one, too.
    mistakes=(*rules.REPEATED_STEP.mistakes, ruled_by({"exit": ("step",)})),
)
