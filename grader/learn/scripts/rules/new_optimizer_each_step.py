"""The optimizer is built anew for every step."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, by_place


def find(run: Run) -> Iterator[Found]:
    """Nothing of a new one for each run or fold, and of weights that are loaded again."""
    if run.of("load"):
        return
    for where, made in by_place(run.all_of("optimizers")).items():
        same = [o for o in made if o.get("set") == made[0].get("set")]
        steps = [o.get("steps", 0) for o in same]
        if len(same) >= 3 and max(steps) <= 1 and sum(steps) >= 3:
            yield Found(where, f"{len(same)} optimizers for the same parameters, one step each")


RULE = Rule(
    "new-optimizer-each-step", find, "The optimizer is made anew for each step.",
    "What does an optimizer remember from one step to the next, and where is it kept?",
    rank=30,
)  # fmt: skip
