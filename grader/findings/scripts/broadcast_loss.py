"""Predictions and targets have different shapes, and each prediction is compared with ever."""

from __future__ import annotations

from grader.findings import Misconception

BROADCAST_LOSS = Misconception(
    code="broadcast-loss",
    believes="A column and a row of the same length are compared item by item.",
    message=(
        "Predictions and targets have different shapes, and each prediction is compared with "
        "every target."
    ),
    hint="Print both shapes. What does PyTorch make of a column minus a row?",
    why=(
        "Of (N, 1) and (N,) broadcasting makes (N, N): all pairs. The loss is then smallest "
        "where every prediction is the mean of all targets, so that the model learns to say "
        "that mean."
    ),
    file="script.py",
    bad=(
        "def loss_of(scores, y):\n"
        "    return nn.functional.mse_loss(scores[:, :1], y.float())  # (N, 1) and (N,)\n"
    ),
    good="def loss_of(scores, y):\n    return nn.functional.mse_loss(scores[:, 0], y.float())\n",
)
