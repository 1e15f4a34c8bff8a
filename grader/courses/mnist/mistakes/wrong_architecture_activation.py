"""The network bends its numbers in another way or place than was asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.keys import Key
from grader.frames.lazy_torch import nn, torch
from grader.submission.source import definition

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def _others() -> tuple[nn.Module, ...]:
    return (
        nn.Sigmoid(), nn.Tanh(), nn.LeakyReLU(), nn.LeakyReLU(0.1), nn.LeakyReLU(0.2), nn.GELU(),
        nn.GELU("tanh"), nn.SiLU(), nn.ELU(), nn.ReLU6(), nn.Softplus(), nn.SELU(), nn.Mish(),
        nn.Hardtanh(), nn.Softmax(dim=1), nn.LogSoftmax(dim=1), nn.Hardtanh(-1e30, 0.0),
    )  # fmt: skip


class AnotherFunction(TrainingParts):
    """One of the other functions stands between the layers."""

    function: nn.Module | None = None

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if "HiddenNN" not in work.scene or Key(0, "logits") not in sight.tensors:
            return [{"function": function} for function in _others()]
        return [
            {"function": f} for f in _others() if _fits(f, work, sight.tensors[Key(0, "logits")])
        ]

    def activation(self) -> nn.Module:
        return self.function or nn.ReLU()


def _fits(function: nn.Module, work: Work, logits: torch.Tensor) -> bool:
    """Whether the logits, or (log-)probabilities made of them, come out with that function."""
    matrix, offset, last, bias = (
        work.tensors[f"given.{layer}.{part}"] for layer in (0, 1) for part in ("matrix", "offset")
    )
    made = function(work.tensors["inputs.0"].flatten(1) @ matrix.T + offset) @ last.T + bias
    if made.shape != logits.shape:
        return False
    apart = (logits - made, logits.log() - made)  # the same for a whole row after a softmax
    return any(bool((d - d[:, :1]).abs().max() < 1e-3 * made.abs().max() + 1e-4) for d in apart)


class NothingBelowZero(TrainingParts):
    """The outputs go through a ReLU as well."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.relu()


class Squeezed(TrainingParts):
    """The outputs go through tanh."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.tanh()


_NAMES = ("relu", "sigmoid", "tanh", "gelu", "silu", "elu", "softplus", "softmax", "mish", "clamp")


def _last_function(case: Case) -> int | None:
    """The last line of the class that names such a function."""
    found = definition(case.tree, case.function)
    lines = [
        node.lineno
        for node in ast.walk(found or ast.Module([], []))
        if isinstance(node, (ast.Attribute, ast.Name))
        and any(n in getattr(node, "attr", getattr(node, "id", "")).lower() for n in _NAMES)
    ]
    return max(lines, default=None)


_NETWORK = (
    "from torch import nn\n\n\n"
    "class HiddenNN(nn.Sequential):\n"
    "    def __init__(self):\n"
    "        layers = nn.Linear(784, 128), nn.{}(), nn.Linear(128, 10)\n"
    "        super().__init__(nn.Flatten(), *layers)\n"
)

WRONG_ACTIVATION = Misconception(
    code="wrong-architecture",
    exercises=("forward", "hidden_layer"),
    believes="It does not matter which function bends the numbers, or where.",
    message=(
        "The layers of {name} are right, but a function that was not asked for bends their numbers"
    ),
    numbers=": {fact}.",
    hint="Which numbers does ReLU change, and into what? Where was it asked for, and where not?",
    why=(
        "Functions like sigmoid, tanh or GELU are not other names of ReLU: they give other "
        "numbers and other gradients. And after the last layer nothing belongs at all: a ReLU "
        "there makes every negative logit 0, so that the network can no longer say that a digit "
        "is unlikely, and the gradient of such a logit is 0 as well."
    ),
    file="hidden_layer.py",
    bad=_NETWORK.format("Tanh"),
    good=_NETWORK.format("ReLU"),
    mistakes=(AnotherFunction, NothingBelowZero, Squeezed),
    locates=_last_function,
    aspects=("logits",),
    rank=40,
)
