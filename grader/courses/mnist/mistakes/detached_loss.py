"""The loss is a number that no longer knows how it was computed."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import detached_loss as rules

DETACHED_LOSS = replace(
    rules.DETACHED_LOSS,
    exercises=("loss", "train"),
    file="loss.py",
    bad="def compute_loss(criterion, logits, labels):\n"
    "    return criterion(logits, labels).detach()\n",
    good="def compute_loss(criterion, logits, labels):\n"
    "    loss = criterion(logits, labels)\n"
    "    print(loss.item())\n"
    "    return loss\n",
)
