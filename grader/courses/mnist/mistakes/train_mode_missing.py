"""The model learns while it is not in training mode."""

from __future__ import annotations

from dataclasses import replace

from grader.findings import Case
from grader.findings.calls import train_mode_missing as rules

from ..examples import TRAIN_EPOCH


def _learned_in_evaluation_mode(case: Case) -> bool:
    """Whether all passes of some wrong play were in evaluation mode."""
    return case.scene in ("train_step", "train_epoch") and any(
        expected.claim("modes") == [True] and got.claim("modes") == [False]
        for expected, got in case.seen
    )


TRAIN_MODE_MISSING = replace(
    rules.TRAIN_MODE_MISSING,
    exercises=("train",),
    file="train.py",
    bad=TRAIN_EPOCH.replace("    model.train()\n", ""),
    good="def train_epoch(model, criterion, optimizer, loader):\n"
    "    total = 0.0\n"
    "    for images, labels in loader:\n"
    "        model.train()\n"
    "        loss = train_step(model, criterion, optimizer, images, labels)\n"
    "        total += loss * len(labels)\n"
    "    return total / len(loader.dataset)\n",
    sees=_learned_in_evaluation_mode,
)
