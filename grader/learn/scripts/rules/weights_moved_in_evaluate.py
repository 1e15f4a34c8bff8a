"""A step is taken on the data that is measured."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where all training is on that data: that is another mistake."""
    steps = run.of("step")
    train = {place(s) for s in steps if s.get("batch_split") == "train"}
    moved = [s for s in steps if s.get("batch_split") == "test" and place(s) not in train]
    if train and len(moved) >= 2:
        yield Found(place(moved[0]), f"{len(moved)} steps on batches of the test set")


RULE = Rule(
    "weights-moved-in-evaluate", find, "The evaluation moves the weights.",
    "Compare the weights before and after. Which line of yours writes to them?",
    rank=39, settles=("trained-on-test-data",),
)  # fmt: skip
