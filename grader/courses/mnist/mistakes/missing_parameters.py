"""Some of the weights are not trained."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class HeldInPart(TrainingParts):
    """The optimizer holds some of the parameters, or copies of them."""

    chosen: tuple[bool, ...] = ()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        held = sight.value("held")
        if held is not None:
            yield {"chosen": tuple(held)}

    def parameters(self, model: nn.Module) -> Iterable[nn.Parameter]:
        trained = [p for p in model.parameters() if p.requires_grad]
        held = [p for p, chosen in zip(trained, self.chosen, strict=False) if chosen]
        return held or [copy.deepcopy(p) for p in trained]


class UsedUp(TrainingParts):
    """The iterator over the parameters was read before."""

    def parameters(self, model: nn.Module) -> Iterable[nn.Parameter]:
        return iter(())


class MovedInPart(TrainingParts):
    """An update by hand visits some parameters only."""

    visited: tuple[tuple[bool, ...], ...] = ()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        moved = {
            int(key.detail) for key, change in sight.of("change").items() if change.count_nonzero()
        }
        if moved:
            dealt = [group["parameters"] for group in work.groups]
            yield {"visited": tuple(tuple(i in moved for i in group) for group in dealt)}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        for group, visited in zip(optimizer.param_groups, self.visited, strict=False):
            for parameter, chosen in zip(group["params"], visited, strict=True):
                if chosen and parameter.grad is not None:
                    parameter.data -= group["lr"] * parameter.grad


def _stays_above(node: ast.AST) -> bool:
    """A call that asks for no more than a module's own parameters."""
    return isinstance(node, ast.Call) and any(
        key.arg == "recurse" and getattr(key.value, "value", True) is False for key in node.keywords
    )


def _chooses(node: ast.AST) -> bool:
    """A branch, but for one that asks whether there is a gradient."""
    return isinstance(node, ast.If) and not any(
        getattr(inner, "attr", "") == "grad" for inner in ast.walk(node.test)
    )


def _line(case: Case) -> int | None:
    """Where the optimizer gets its parameters or a loop chooses them, or the update its group."""
    if case.scene != "optimizer":
        choices = case.lines(_chooses, in_loop=True)
        return choices[0] if choices else case.mentioned("param_groups")
    chosen = case.lines(_stays_above, in_loop=True) or case.lines(_stays_above)
    chosen = chosen or case.lines(lambda n: isinstance(n, ast.If), in_loop=True)
    if chosen:
        return chosen[0]
    return case.mentioned("SGD", "optim") or case.mentioned("parameters", "named_parameters")


MISSING_PARAMETERS = Misconception(
    code="missing-parameters",
    exercises=("step", "train"),
    believes="The optimizer has all that matters when it has the main weights.",
    message="Some parameters of the model are never moved",
    numbers=": {fact}.",
    hint="List the parameters of a model with three layers. Which of them can your code reach?",
    steps=(
        (
            "Count the tensors that a model with three layers can learn, and those that your code "
            "moves."
        ),
        "Which are missing: the biases, a layer, those of the second group?",
        "Which of your lines chooses, and by what?",
        "A model lists all that it can learn. Can that list be walked through more than once?",
        "Hand over all of the model's parameters, and let an update by hand visit every group.",
    ),
    why=(
        "What the optimizer does not hold, or an update does not visit, keeps its random start "
        "forever: a bias, a whole layer, a second group. The rest of the model then has to learn "
        "around it, and with a deep model hardly learns at all."
    ),
    file="step.py",
    bad=(
        "import torch\n\n\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    weights = [p for n, p in model.named_parameters() if n.endswith('weight')]\n"
        "    return torch.optim.SGD(weights, lr=lr)\n"
    ),
    good=(
        "import torch\n\n\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    weights = [p for n, p in model.named_parameters()]\n"
        "    return torch.optim.SGD(weights, lr=lr)\n"
    ),
    mistakes=(HeldInPart, UsedUp, MovedInPart),
    locates=_line,
    rank=32,
)
