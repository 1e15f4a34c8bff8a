"""What comes out is no table of ten numbers for each image."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.submission.source import operation_line


def _has_another_shape(case: Case) -> bool:
    """Whether a wrong play gave no tensor, or one of another shape."""
    return any(
        key not in got.tensors or got.tensors[key].shape != tensor.shape
        for expected, got in case.seen
        for key, tensor in expected.of("logits").items()
    )


WRONG_SHAPE = Misconception(
    code="wrong-shape",
    exercises=("forward", "hidden_layer"),
    believes="As long as the numbers are in there, the shape does not matter.",
    message="{name} does not give one row of ten logits for each image",
    numbers=": {fact}.",
    hint="Print the shape of what you return, for one image and for five. What should they be?",
    steps=(
        "Print the shape of what you give back for a batch of five, and for a batch of one.",
        "The loss reads rows as images and columns as classes. What would it read in yours?",
        "Which line changes the shape after the last layer, or takes a part of the result?",
        "What does that line do where the batch holds a single image?",
        "Give back what the last layer gives: one row for each image, ten numbers in each.",
    ),
    why=(
        "The loss reads its input as one row for each image and one column for each class. It "
        "cannot know that rows and columns were exchanged, that a batch of one lost its first "
        "dimension, or that the logits lie in a tuple; at best it raises an error, at worst it "
        "compares the wrong numbers."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return model(images).squeeze()\n",
    good="def forward(model, images):\n    return model(images).reshape(len(images), 10)\n",
    sees=_has_another_shape,
    locates=lambda case: operation_line(case.tree, case.function),
    aspects=("logits",),
    rank=60,
)
