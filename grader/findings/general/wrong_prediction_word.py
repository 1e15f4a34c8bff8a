"""An answer in predict.yaml is none of the words that its question offers."""

from __future__ import annotations

from grader.findings import Misconception

WRONG_PREDICTION_WORD = Misconception(
    code="wrong-prediction",
    believes="Any word that means the same will do.",
    message='{question}: you wrote "{text}", which is none of the words to choose from: {offered}.',
    hint="Which of these words says what you expect?",
    why=(
        "Each question is answered with one of the words offered above it. With another word "
        "nothing is said yet on whether what you expect is what happens."
    ),
    file="predict.yaml",
    bad="moves_weights: optimizer\n",
    good="moves_weights: step\n",
    kinds=("unknown-word",),
    rank=1,
)
