"""What is called a test runs over the training data."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place

_CALLED = ("test", "val")


def find(run: Run) -> Iterator[Found]:
    """Nothing where held-out data is measured as well."""
    if run.held_out or not run.trains:
        return
    seen = [
        f for f in run.other_forwards
        if f.get("trained") == 1.0 and f.get("measured") and f.get("pass") and _is_called(run, f)
    ]  # fmt: skip
    if len(seen) >= 2:
        yield Found(place(seen[0]), f"all items of {len(seen)} batches had been trained on")


def _is_called(run: Run, forward: object) -> bool:
    name = str(getattr(forward, "get", lambda *_: "")("function")).lower()
    return any(word in name for word in _CALLED)


RULE = Rule(
    "evaluated-on-training-data", find, "What is called test or validation is the training set.",
    "How would a model score here that has learned its examples by heart?",
    warning=True, rank=83,
)  # fmt: skip
