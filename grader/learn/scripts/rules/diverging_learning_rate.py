"""The loss runs away because the steps are too large."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place

# So often a loss has grown, step after step, to so many times the first one.
MOST_GROWN, GROWN = 6, 1e6


def find(run: Run) -> Iterator[Found]:
    """Nothing of a loss that stays or rises a little, and of one that was never finite."""
    values = [_number(v) for v in run.record.get("losses") or []]
    if len(values) < 3 or not math.isfinite(values[0]):
        return
    gone = next((n for n, v in enumerate(values) if not math.isfinite(v)), len(values))
    if gone == len(values) and not _multiplies(values):
        return
    before = [abs(v) for v in values[:gone]]
    if max(before) < 20 * max(before[0], 1e-3) and not (gone <= 5 and max(before) > 3 * before[0]):
        return
    steps = [s for s in run.of("step") if s.get("lr")]
    optimizers = run.all_of("optimizers")
    number = steps[0].get("optimizer", -1) if steps else -1
    made = optimizers[number] if 0 <= number < len(optimizers) else (run.of("step") or [{}])[0]
    ended = f"was no number after {gone} steps" if gone < len(values) else "has grown ever since"
    rate = f" at a learning rate of {steps[0]['lr']:g}" if steps else ""
    yield Found(
        place(made),
        f"the loss went from {before[0]:.3g} to {max(before):.3g} and {ended}{rate}",
    )


def _multiplies(values: list[float]) -> bool:
    """Whether each loss is a multiple of the one before it, to a million times the first."""
    pairs = list(pairwise(values))
    return (
        len(pairs) >= MOST_GROWN
        and all(v > 0 for v in values)
        and values[-1] > GROWN * values[0]
        and all(b > 1.2 * a for a, b in pairs[-MOST_GROWN:])
    )


def _number(value: object) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    return math.inf if "inf" in str(value) else math.nan


RULE = Rule(
    "diverging-learning-rate", find, "The loss runs away: each step overshoots the last.",
    "What happens to the loss when the steps are a hundred times smaller?",
    rank=45,
)  # fmt: skip
