"""backward() is called on a loss that was made anew, and reaches no weights."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, loops, share


def find(run: Run) -> Iterator[Found]:
    """Nothing where a few of many are so, and where no optimizer waits for gradients."""
    for where, calls in loops(run.backwards):
        lost = [b for b in calls if b.get("leaf") and not b["count"]]
        if share(len(lost), len(calls)) >= 0.8 and run.all_of("optimizers"):
            yield Found(where, f"{len(lost)} backward calls reached no parameter at all")
            return


RULE = Rule(
    "detached-loss", find,
    "The loss was made anew: backward() has no way from it to the weights.",
    "Which of your lines makes a fresh tensor of a value, in the place of the one with a history?",
    rank=5, settles=("weights-unchanged", "missing-step", "constant-output"),
)  # fmt: skip
