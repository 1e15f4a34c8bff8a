"""The criterion gets the labels first and the logits second."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.general.wrong_signature import in_another_order, signature
from grader.findings.variants import ruled_by

SWAPPED_ARGUMENTS = Misconception(
    code="swapped-arguments",
    believes="The truth comes first and the prediction second.",
    message="The criterion was given the labels as the logits, and the logits as the labels.",
    hint="Which of its two arguments does the criterion read as scores, and which as answers?",
    steps=(
        "Print shape and type of both things that the criterion is handed, in your order.",
        (
            "One of them is a table of scores, the other a list of classes. Which comes first with "
            "you?"
        ),
        (
            "What are the two arguments called in the first example on PyTorch's page on "
            "CrossEntropyLoss?"
        ),
        "One says what the model thinks, the other what is true. Which of your names is which?",
        "The scores come first, the labels second.",
    ),
    why="Cross-entropy is not symmetric: the first argument is what the model says, a score for "
    "each class, the second what is true, one class a sample. Swapped, the shapes do not fit, and "
    "where they are made to fit the result is not a loss of this model any more.",
    locates=lambda case: signature(case) if in_another_order(case) else None,
    at=("loss",),
    mentions=("criterion", "cross_entropy"),
    rank=22,
    mistakes=(ruled_by({"loss in": ("swap",)}),),
)
