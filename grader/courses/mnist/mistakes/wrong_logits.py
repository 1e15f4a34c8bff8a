"""Nothing known explains the numbers that come out; it says which they are."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.submission.source import operation_line


def _is_wrong(case: Case) -> bool:
    return case.scene == "forward" and bool(case.seen)


WRONG_LOGITS = Misconception(
    code="wrong-logits",
    exercises=("forward",),
    believes="My code gives what the model gives.",
    message="What forward returns or leaves behind is not what one plain pass of the model gives",
    numbers=": {fact}.",
    hint="What happens in your function besides one call of the model? What is each part for?",
    why=(
        "forward hands the images to the model and hands on what comes back. Everything that is "
        "done to the images before, to the result after, or to the model in between shows up in "
        "the loss and in the gradients."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return model(images) * 3 + 1\n",
    good="def forward(model, images):\n    return model.forward(images)\n",
    sees=_is_wrong,
    locates=lambda case: operation_line(case.tree, case.function),
    rank=95,
)
