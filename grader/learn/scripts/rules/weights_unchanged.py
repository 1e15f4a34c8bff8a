"""Steps are taken, and the model in use does not move."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where it is not known what moved."""
    steps = [s for s in run.steps if s.get("count") and "moved" in s]
    reached = frozenset().union(*(run.set_of(b, "reached") for b in run.backwards))
    if len(steps) < 3 or not reached:
        return
    parameters = run.parameters
    moved = {n for n in reached if n < len(parameters) and parameters[n].get("moved")}
    if moved or any(parameters[n].get("stepped") and s["moved"] and n in run.set_of(s)
                    for n in reached for s in steps[:3]):  # fmt: skip
        return
    optimizers = run.all_of("optimizers")
    number = steps[0].get("optimizer", -1)
    made = optimizers[number] if 0 <= number < len(optimizers) else steps[0]
    if not run.set_of(steps[0]) & reached:
        why = "the optimizer holds other parameters than those that the loss reaches"
    elif steps[0].get("lr") == 0:
        why = "the learning rate is 0"
    else:
        why = "none of the parameters that the loss reaches has changed"
    yield Found(place(made), f"after {len(steps)} steps: {why}")


RULE = Rule(
    "weights-unchanged", find, "Steps are taken, and the weights of the model in use do not move.",
    "Print one weight of the model before and after. Which weights does step() move?",
    rank=20, settles=("missing-parameters",),
)  # fmt: skip
