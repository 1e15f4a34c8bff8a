"""Steps are taken, and no gradient ever arrives."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where gradients come by another way: autograd.grad, or by hand."""
    if run.of("backward") or run.of("grad") or run.all_of("raised"):
        return
    steps = [s for s in run.steps if s.get("count")]
    if len(steps) < 3 or any(s["fresh"] or s["hand"] or s["again"] for s in steps):
        return
    losses = [e for e in run.of("loss") if e.get("requires_grad")]
    if losses:
        yield Found(place(steps[0]), f"{len(steps)} steps, and all of .grad is empty each time")


RULE = Rule(
    "missing-backward", find,
    "No gradient arrives in .grad: nothing walks back through the graph of the loss.",
    "Which call walks back through the graph of the loss, and is it really made?",
    rank=6, settles=("weights-unchanged", "train-mode-missing", "graph-in-evaluate"),
)  # fmt: skip
