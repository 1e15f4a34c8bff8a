"""A step is taken on the data that is measured."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where all training is on that data, or where another optimizer learns from it."""
    steps = run.of("step")
    trained = [s for s in steps if s.get("batch_split") == "train"]
    own = {place(s) for s in trained}
    optimizers = {s.get("optimizer") for s in trained}
    for split, name in (("test", "test"), ("val", "validation")):
        moved = [s for s in steps if s.get("batch_split") == split and place(s) not in own]
        moved = [s for s in moved if split == "test" or s.get("optimizer") in optimizers]
        if trained and len(moved) >= 2:
            yield Found(place(moved[0]), f"{len(moved)} steps on batches of the {name} set")
            return


RULE = Rule(
    "weights-moved-in-evaluate", find, "The evaluation moves the weights.",
    "Compare the weights before and after. Which line of yours writes to them?",
    rank=39, settles=("trained-on-test-data",),
)  # fmt: skip
