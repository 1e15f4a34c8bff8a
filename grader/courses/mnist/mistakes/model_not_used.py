"""The logits come from something else than the model that was given."""

from __future__ import annotations

import copy
from typing import Any

from grader.findings import Case, Misconception
from grader.frames.keys import Key
from grader.frames.lazy_torch import nn

from ..parts import TrainingParts


class Copied(TrainingParts):
    """A copy of the model is run."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return copy.deepcopy(model)(images)


def _was_never_called(case: Case) -> bool:
    """Whether the given model was not called in the plays with wrong results."""
    if case.exercise == "train":
        return bool(case.seen) and all(got.claim("rows") == [] for _, got in case.seen)
    wrong = [got for expected, got in case.seen if case.scene == "forward"]
    return bool(wrong) and all(
        got.value("passes") == 0 and Key(0, "logits") in got.tensors for got in wrong
    )


MODEL_NOT_USED = Misconception(
    code="model-not-used",
    exercises=("forward", "train"),
    believes="Any network of this kind will do.",
    message="The logits do not come from the model that was handed in: it was not run itself",
    numbers=": {fact}.",
    hint="Which object gets trained later on? Is it the one that makes your logits?",
    steps=(
        ("Print the id of the model that comes in, and of what makes your logits. Are they one "
        "thing?"),
        "Set a weight of the given model to 100. Do your logits change?",
        "Which model's weights does the optimizer hold? Will it ever move those that you used?",
        "Which of the names in your def line is used nowhere below it?",
        "Run the model that comes in on the images that come in, and give back what it says.",
    ),
    why=(
        "The optimizer holds the weights of one particular model. A new network, one from the "
        "top of the file, a copy or a formula has weights of its own: the loss then says nothing "
        "about the model that is trained, and no gradient reaches it."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return SimpleNN()(images)\n",
    good="def forward(model, images):\n    return model.forward(images)\n",
    mistakes=(Copied,),
    sees=_was_never_called,
    mentions=(
        "deepcopy", "copy", "SimpleNN", "net", "network", "linear", "matmul", "state_dict", "randn",
        "rand", "setdefault",
    ),
    aspects=("logits", "attached", "flow", "passes"),
    rank=22,
)  # fmt: skip
