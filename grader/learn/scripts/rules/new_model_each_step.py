"""The model is built anew for every step."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, by_place


def find(run: Run) -> Iterator[Found]:
    """Nothing of a new one for each run or fold, and of copies."""
    counts: dict[int, int] = {}
    for forward in run.training_forwards:
        counts[forward.get("model", -1)] = counts.get(forward.get("model", -1), 0) + 1
    models = run.all_of("models")
    trained = [{**models[n], "times": c} for n, c in counts.items() if 0 <= n < len(models)]
    for where, made in by_place(trained).items():
        if where[0] and len(made) >= 3 and all(m["times"] <= 1 for m in made) and run.steps:
            line = _made_at(run) or where
            yield Found(line, f"{len(made)} models of the same class, each trained for one step")
            return


def _made_at(run: Run) -> tuple[str, int] | None:
    """Where the models' optimizers are made, which is where the models are."""
    for where, made in by_place(run.all_of("optimizers")).items():
        if len(made) >= 3:
            return where
    return None


RULE = Rule(
    "new-model-each-step", find, "Training starts from new random weights each time.",
    "What has the model learned from the batch before, and where are these weights now?",
    rank=29, settles=("new-optimizer-each-step", "weights-unchanged"),
)  # fmt: skip
