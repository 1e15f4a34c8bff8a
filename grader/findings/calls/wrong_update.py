"""Weights that moved as no catalogued mistake explains."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception


def _written_by_hand(case: Case) -> int | None:
    """The last line that writes into the weights itself: an optimizer's own step accuses nobody."""
    nodes = ast.walk(case.tree or ast.Module([], []))
    steps = {n.lineno for n in nodes if isinstance(n, ast.Call) and _is_step(n)}
    lines = [event["line"] for event in case.events("step") if event["line"] not in steps]
    return max(lines, default=None) or case.mentioned_here("copy_", "load_state_dict")


def _is_step(call: ast.Call) -> bool:
    return getattr(call.func, "attr", "") == "step"


WRONG_UPDATE = Misconception(
    code="wrong-update",
    believes="As long as the weights move, the model learns.",
    message="The weights are not where one update puts them, and no mistake that is known here "
    "explains where they are",
    numbers=": {fact}.",
    hint="Take one weight, its gradient and the rate: where should it be, and where is it?",
    why="Each weight becomes weight - lr * gradient, once for every batch, and nothing else "
    "touches it. Another rule may train something too, but not what the learning rate and "
    "the loss say.",
    locates=_written_by_hand,
    aspects=("change",),
    nowhere=True,
    rank=96,
    sees=lambda case: case.differs("change"),
)
