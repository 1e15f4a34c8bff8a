"""Weights that moved as no catalogued mistake explains."""

from __future__ import annotations

from grader.findings import Misconception

WRONG_UPDATE = Misconception(
    code="wrong-update",
    believes="As long as the weights move, the model learns.",
    message="The weights are not where one update puts them",
    numbers=". {what}: {got}, expected {expected}.",
    hint="Take one weight, its gradient and the rate: where should it be, and where is it?",
    why="Each weight becomes weight - lr * gradient, once for every batch, and nothing else "
    "touches it. Another rule may train something too, but not what the learning rate and "
    "the loss say.",
    locates=lambda case: (
        max((event["line"] for event in case.events("step")), default=None)
        or case.mentioned_here("copy_", "add_", "sub_", "data", "load_state_dict", "step")
    ),
    mentions=("step", "SGD"),
    aspects=("change",),
    rank=96,
    sees=lambda case: case.differs("change"),
)
