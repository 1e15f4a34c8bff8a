"""After an evaluation training goes on in evaluation mode."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place, share


def find(run: Run) -> Iterator[Found]:
    """Nothing of layers that stay in evaluation mode from the beginning: they may be frozen."""
    training = [f for f in run.training_forwards if run.model(f).get("layers")]
    evaluations = [f for f in run.other_forwards if not f.get("training")]
    if not training or not evaluations:
        return
    first = min(f.get("n", 0) for f in evaluations)
    before = [f for f in training if f["n"] < first]
    after = [f for f in training if f["n"] > first]
    still = [f for f in after if not f.get("training") and not f.get("active")]
    if any(not f.get("active") for f in before) or len(after) < 2:
        return
    if share(len(still), len(after)) >= 0.8 and run.model(still[0]).get("library") != "torchvision":
        off = [e for e in run.of("eval") if e.get("n", 0) < still[0]["n"]]
        yield Found(
            place(off[-1] if off else still[0]),
            f"{len(still)} of {len(after)} training passes after the first evaluation ran in "
            f"evaluation mode: {' and '.join(run.model(still[0])['layers'])} off",
        )


RULE = Rule(
    "train-mode-missing", find, "After the evaluation, training goes on in evaluation mode.",
    "Print model.training inside of your loop. Who has set it, and for which batches?",
    rank=35,
)  # fmt: skip
