"""Held-out data is measured in training mode."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where the same data is measured in evaluation mode too, or nothing is held out."""
    wrong = [f for f in run.held_out if f.get("active") and run.trains]
    right = {f.get("root") for f in run.held_out if not f.get("active")}
    wrong = [f for f in wrong if f.get("root") not in right]
    trained = {f.get("model") for f in run.training_forwards}
    wrong = [f for f in wrong if f.get("model") in trained]
    repeated = {f.get("batch") for f in wrong}
    # The same batch time after time is a sample of what dropout makes of it, which is meant.
    if wrong and len(wrong) < 3 * len(repeated):
        layers = " and ".join(wrong[0]["active"]).replace("_", " ")
        yield Found(
            place(wrong[0]),
            f"{layers} acted as in training in {len(wrong)} passes over data that nothing was "
            "learned from",
        )


RULE = Rule(
    "eval-mode-missing", find, "Held-out data is measured while the model is in training mode.",
    "Measure the same model twice. Are the two results alike? Which layers might differ?",
    rank=36, settles=("weights-moved-in-evaluate",),
)  # fmt: skip
