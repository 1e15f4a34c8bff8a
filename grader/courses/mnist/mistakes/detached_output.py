"""The outputs have lost the graph that leads back to the weights."""

from __future__ import annotations

from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn

from ..parts import TrainingParts


class Detached(TrainingParts):
    """The right numbers without their history."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return super().run(model, images).detach()


class NewStart(TrainingParts):
    """A new tensor with a history of its own."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return super().run(model, images).detach().requires_grad_()


class DetachedInEvaluation(TrainingParts):
    """No graph while the model is in evaluation mode."""

    def run(self, model: nn.Module, images: Any) -> Any:
        logits = super().run(model, images)
        return logits if model.training else logits.detach()


def _only_the_way_back_is_wrong(case: Case) -> bool:
    return case.only_differs("attached", "flow")


DETACHED_OUTPUT = Misconception(
    code="detached-output",
    exercises=("forward", "hidden_layer"),
    believes="The numbers are the same, so nothing is lost.",
    message="The logits are right but cut off from the weights",
    numbers=": {fact}.",
    hint="Print the logits. Is there a grad_fn at the end, and does it lead to every weight?",
    steps=(
        "Print the logits that come out. What stands at the very end, behind the numbers?",
        "Print them after each line on their way. Which line loses it?",
        ("Some blocks and methods give the same numbers without the notes for the way back. "
        "Which do you use?"),
        "Without notes is right for measuring. Is that what this function is for?",
        "Give back what the model gave, with nothing around it and nothing behind it.",
    ),
    why=(
        "While a model runs, PyTorch notes how each number was made. backward() follows these "
        "notes from the loss to the weights. no_grad, detach(), .data, item() and a detour "
        "through NumPy or a new tensor give the same numbers without the notes, and from there "
        "on no gradient finds its way back."
    ),
    file="forward.py",
    bad="def forward(model, images):\n    return model(images).detach()\n",
    good=(
        "def forward(model, images):\n"
        "    logits = model(images)\n"
        "    assert logits.requires_grad\n"
        "    return logits\n"
    ),
    mistakes=(Detached, NewStart, DetachedInEvaluation),
    sees=_only_the_way_back_is_wrong,
    mentions=(
        "no_grad", "inference_mode", "set_grad_enabled", "detach", "detach_", "data", "numpy",
        "tolist", "item", "tensor", "from_numpy", "requires_grad_",
    ),
    aspects=("attached", "flow"),
    rank=25,
)  # fmt: skip
