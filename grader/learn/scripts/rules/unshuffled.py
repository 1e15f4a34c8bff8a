"""The classes arrive in order in training."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of losses that have no classes, and of data with a single one."""
    losses = [
        e for e in run.training_losses
        if e.get("of") in ("cross_entropy", "nll_loss") and (e.get("classes") or [0, 0, 0])[2] >= 8
    ]  # fmt: skip
    alike = [e for e in losses if e["classes"][1] >= 0.95 * e["classes"][2]]
    if (
        len(losses) >= 6
        and len(alike) >= 0.7 * len(losses)
        and any(e.get("shape", [0, 0])[-1] > 1 for e in alike)
    ):
        yield Found(place(losses[0]), f"{len(alike)} of {len(losses)} batches hold a single class")


RULE = Rule(
    "unshuffled", find, "The classes arrive in order: each batch holds a single one.",
    "Print the labels of the first three batches. What does a model learn from each?",
    warning=True, rank=86,
)  # fmt: skip
