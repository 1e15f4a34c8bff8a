"""Scenes: what is done with a learner's functions, and what is then looked at.

The scenes declare themselves when this package is imported.
"""

from grader.scenes import asking, at_length, chance, construct, given, training
from grader.scenes.numbers import DTYPES, Tampered, TooLarge, plain, plainly
from grader.scenes.stage import SCENES, Functions, Sight, Work, perform, start_of

__all__ = [
    "DTYPES",
    "SCENES",
    "Functions",
    "Sight",
    "Tampered",
    "TooLarge",
    "Work",
    "asking",
    "at_length",
    "chance",
    "construct",
    "given",
    "perform",
    "plain",
    "plainly",
    "start_of",
    "training",
]
