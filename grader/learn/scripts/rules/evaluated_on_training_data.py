"""What is called a test runs over the training data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Event, Run, place

# So many items in a single pass are measured, and not looked at.
MANY = 30
_CALLED = re.compile(r"(?<![a-z])(?:test|val)")


def find(run: Run) -> Iterator[Found]:
    """Nothing where held-out data is measured as well, or each fold has a model of its own."""
    models = {f.get("model") for f in run.training_forwards}
    if run.held_out or not run.trains or len(models) > 1:
        return
    seen = [f for f in run.other_forwards if f.get("trained") == 1.0 and f.get("measured")]
    called = [f for f in seen if _is_called(run, f)]
    shown = any(_CALLED.search(str(f.get("text", "")).lower()) for f in run.all_of("figures"))
    found = called or (seen if shown else [])
    items = sum(f.get("rows") or 0 for f in found)
    if len(found) >= 2 or items >= MANY:
        yield Found(place(found[0]), f"all {items} items had been trained on")


def _is_called(run: Run, forward: Event) -> bool:
    """Whether the function that it stands in, or its loader, has the name of a test."""
    passes, number = run.all_of("passes"), forward.get("pass") or 0
    named = passes[number - 1].get("named") if 0 < number <= len(passes) else ""
    function = str(forward.get("function", "")).lower()
    return named in ("test", "val") or bool(_CALLED.search(function))


RULE = Rule(
    "evaluated-on-training-data", find, "What is called test or validation is the training set.",
    "How would a model score here that has learned its examples by heart?",
    warning=True, rank=83,
)  # fmt: skip
