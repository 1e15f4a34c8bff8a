"""Scenes: what is done with a learner's functions, and what is then looked at.

The scenes declare themselves when this package is imported.
"""

from grader.scenes import architecture, backward, forward, loss, step, train, training
from grader.scenes.numbers import DTYPES, TooLarge, plain
from grader.scenes.stage import (
    SCENES,
    Cast,
    Sight,
    Tampered,
    Work,
    developed,
    perform,
    play,
)

__all__ = [
    "DTYPES",
    "SCENES",
    "Cast",
    "Sight",
    "Tampered",
    "TooLarge",
    "Work",
    "architecture",
    "backward",
    "developed",
    "forward",
    "loss",
    "perform",
    "plain",
    "play",
    "step",
    "train",
    "training",
]
