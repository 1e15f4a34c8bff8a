"""Scenes: what is done with a learner's functions, and what is then looked at.

The scenes declare themselves when this package is imported.
"""

from grader.scenes import architecture, backward, forward, loss, step, train, training
from grader.scenes.stage import DTYPES, FILE_OF, SCENES, Cast, Sight, TooLarge, Work, plain, play

__all__ = [
    "DTYPES",
    "FILE_OF",
    "SCENES",
    "Cast",
    "Sight",
    "TooLarge",
    "Work",
    "architecture",
    "backward",
    "forward",
    "loss",
    "plain",
    "play",
    "step",
    "train",
    "training",
]
