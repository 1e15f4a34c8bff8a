"""Nothing bends between the two layers of HiddenNN."""

from __future__ import annotations

import ast
from typing import Any, TypeGuard

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch
from grader.submission.source import definition, mention_line, return_line, working_part

from ..parts import TrainingParts


class NoActivation(TrainingParts):
    """The second layer follows the first at once."""

    def activation(self) -> nn.Module:
        return nn.Identity()


class ActiveInTraining(TrainingParts):
    """ReLU is treated like dropout."""

    def activation(self) -> nn.Module:
        class WhileTraining(nn.ReLU):
            def forward(self, input: torch.Tensor) -> torch.Tensor:
                return super().forward(input) if self.training else input

        return WhileTraining()


class AtTheEnd(NoActivation):
    """ReLU stands after the last layer."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.relu()


def _relu_or_return(case: Case) -> int | None:
    """Where a ReLU is used without effect, else where the last layer is called."""
    forward = working_part(case.tree, case.function)
    if forward is None:
        return None
    used = mention_line(ast.Module([forward], []), ("relu", "relu_", "ReLU", "clamp", "maximum"))
    for node in ast.walk(definition(case.tree, case.function) or ast.Module([], [])):
        if used is None and isinstance(node, ast.Call) and "Sequential" in ast.dump(node.func):
            used = mention_line(ast.Module([ast.Expr(node)], []), ("ReLU",))
    layers = [node.lineno for node in ast.walk(forward) if _calls_a_layer(node)]
    return used or max(layers, default=return_line(case.tree, case.function))


def _calls_a_layer(node: ast.AST) -> TypeGuard[ast.Call]:
    """A call of what the network holds: `self.output(hidden)`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return getattr(node.func.value, "id", "") == "self"


_CLASS = (
    "from torch import nn\n\n\n"
    "class HiddenNN(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.hidden = nn.Linear(784, 128)\n"
    "        self.output = nn.Linear(128, 10)\n\n"
    "    def forward(self, images):\n"
)

MISSING_RELU = Misconception(
    code="missing-relu",
    exercises=("hidden_layer",),
    believes="Two layers are deeper than one, whatever stands between them.",
    message=(
        "Nothing bends between the two layers: the logits are those of the layers without a ReLU "
        "between them"
    ),
    numbers=": {fact}.",
    hint="Follow a negative number from the first layer to the second. What becomes of it?",
    steps=(
        "Print the numbers that leave the first layer for one image. How many are below 0?",
        "Print what reaches the second layer. What has become of those below 0?",
        "Write 3(2x + 1) + 4 as simply as you can. What have two layers in a row become?",
        (
            "Something between the layers has to treat numbers below 0 in another way. Is its "
            "result used?"
        ),
        (
            "ReLU makes 0 of what is below 0: it belongs on what leaves the first layer, in both "
            "modes."
        ),
    ),
    why=(
        "A linear layer multiplies and adds. Two of them in a row multiply and add twice, and "
        "that is again one multiplication and one addition: a single layer could do the same. "
        "What stands between them and cuts off the negative numbers makes the difference: only "
        "then can the network do what no single layer can."
    ),
    file="hidden_layer.py",
    bad=_CLASS + "        return self.output(self.hidden(images.flatten(1)))\n",
    good=_CLASS + "        return self.output(self.hidden(images.flatten(1)).clamp(min=0))\n",
    mistakes=(NoActivation, ActiveInTraining, AtTheEnd),
    locates=_relu_or_return,
    aspects=("logits",),
    rank=20,
)
