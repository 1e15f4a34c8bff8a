"""Steps are taken on batches of the test set."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where its labels take no part, or where its own loop says that it evaluates."""
    steps = [s for s in run.of("step") if s.get("batch_split") == "test"]
    if len(steps) < 3:
        return
    labelled = [e for e in run.training_losses if e.get("target_label")]
    others = {place(s) for s in run.of("step") if s.get("batch_split") == "train"}
    if labelled and {place(s) for s in steps} - others and others:
        return
    if labelled:
        made = [n for n in run.all_of("loaders") if n.get("iterated")]
        where = place(made[0]) if len(made) == 1 else place(steps[0])
        yield Found(where, f"{len(steps)} steps were taken on batches of the test set")


RULE = Rule(
    "trained-on-test-data", find, "The model is trained on the test set.",
    "Which of your data has the model never seen when you measure it?",
    rank=40, settles=("evaluated-on-training-data",),
)  # fmt: skip
