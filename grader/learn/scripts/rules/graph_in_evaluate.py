"""The evaluation builds graphs."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, by_place


def find(run: Run) -> Iterator[Found]:
    """Nothing where something is learned from it after all."""
    built = [f for f in run.held_out if f.get("requires_grad")]
    if len(built) >= 2 and run.trains:
        where = max(by_place(built).items(), key=lambda found: len(found[1]))[0]
        yield Found(where, f"{len(built)} forward passes of an evaluation carried a graph")


RULE = Rule(
    "graph-in-evaluate", find, "The evaluation builds a graph as if it were to be learned from.",
    "Print what the model gives in there. Is there a grad_fn at the end?",
    warning=True, rank=80,
)  # fmt: skip
