"""A scheduler runs before the optimizer, or in every batch."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place

_BY_EPOCH = ("StepLR", "MultiStepLR", "ExponentialLR")


def find(run: Run) -> Iterator[Found]:
    """Nothing of schedules that are made for batches."""
    calls = run.of("scheduler")
    early = [c for c in calls if c.get("steps") == 0]
    if early and run.of("step"):
        yield Found(place(early[0]), "the scheduler ran before the first step of the optimizer")
        return
    within = [c for c in calls if c.get("name") in _BY_EPOCH and c.get("pass")]
    batches = {c.get("batch") for c in within}
    if len(within) >= 10 and len(batches) >= 10:
        first, last = within[0].get("before", 0), within[-1].get("lr", 0)
        if first and last < 1e-3 * first:
            yield Found(
                place(within[0]),
                f"after {len(within)} batches the learning rate is {last:.2g}, it was {first:.2g}",
            )


RULE = Rule(
    "scheduler-before-step", find, "The learning rate is lowered too early, or far too often.",
    "Print the learning rate in each pass. When is it lowered, and when was it meant to be?",
    warning=True, rank=84,
)  # fmt: skip
