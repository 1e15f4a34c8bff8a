"""The gradients are there, and no step is ever taken."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where a parameter is moved by hand, or where there is no optimizer."""
    if run.of("step") or run.of("grad") or not run.all_of("optimizers"):
        return
    backwards = [b for b in run.backwards if b["count"]]
    held = frozenset().union(*(run.set_of(o) for o in run.all_of("optimizers")))
    aimed = [b for b in backwards if run.set_of(b, "reached") & held]
    if len(aimed) >= 3:
        yield Found(
            place(aimed[-1]),
            f"{len(aimed)} backward calls filled .grad, and no weight has moved since",
        )


RULE = Rule(
    "missing-step", find, "The gradients are there, and no weight moves.",
    "Which line writes into the weights of this very model, and does it run?",
    rank=6, settles=("weights-unchanged", "zero-grad-after-backward"),
)  # fmt: skip
