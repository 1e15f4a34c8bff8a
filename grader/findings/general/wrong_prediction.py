"""A prediction in predict.yaml is not what happens."""

from __future__ import annotations

from grader.findings import Misconception

WRONG_PREDICTION = Misconception(
    code="wrong-prediction",
    believes="I know what will happen.",
    message='{question}: you wrote "{text}", and that is not so.',
    hint="Build the smallest experiment that could prove you wrong, and look at the numbers.",
    why=(
        "A prediction that turns out wrong is worth more than one that was looked up: it shows "
        "where your picture of a training step and the step itself part ways. Two lines with one "
        "weight are enough to see which of them is right."
    ),
    file="predict.yaml",
    bad="moves_weights: backward\n",
    good="moves_weights: step\n",
    kinds=("wrong-prediction",),
    rank=1,
)
