"""A question of predict.yaml has no answer yet."""

from __future__ import annotations

from grader.findings import Misconception

MISSING_ANSWER = Misconception(
    code="missing-answer",
    believes="What I am not sure of is better left out.",
    message="No answer yet: {text}.",
    hint="Write down what you expect, even if you have to guess, before you run anything.",
    why=(
        "A guess costs nothing until you hand it in, and it is the one thing that makes the "
        "experiment afterwards worth doing: without a prediction, every result looks as if you "
        "had known it all along. The last answer is a text of a few sentences; a word or two is "
        "not enough for somebody to read."
    ),
    file="predict.yaml",
    bad="second_call:\n",
    good="second_call: adds\n",
    kinds=("missing-answer",),
    rank=1,
)
