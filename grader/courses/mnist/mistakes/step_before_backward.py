"""The step comes before the backward of the same batch."""

from __future__ import annotations

from dataclasses import replace

from grader.findings.calls import step_before_backward as rules

STEP_BEFORE_BACKWARD = replace(
    rules.STEP_BEFORE_BACKWARD,
    exercises=("train",),
    file="train.py",
    bad="def train_step(model, criterion, optimizer, images, labels):\n"
    "    optimizer.zero_grad()\n"
    "    loss = criterion(model(images), labels)\n"
    "    optimizer.step()\n"
    "    loss.backward()\n"
    "    return loss.item()\n",
    good="def train_step(model, criterion, optimizer, images, labels):\n"
    "    loss = criterion(model(images), labels)\n"
    "    optimizer.zero_grad()\n"
    "    loss.backward()\n"
    "    optimizer.step()\n"
    "    return loss.item()\n",
)
