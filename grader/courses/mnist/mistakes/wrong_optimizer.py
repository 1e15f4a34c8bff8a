"""The optimizer is not plain stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

_SETTINGS = ("momentum", "dampening", "weight_decay", "nesterov")


def _algorithms() -> set[str]:
    """The names of PyTorch's optimizers."""
    return {name for name in dir(torch.optim) if isinstance(getattr(torch.optim, name), type)}


def _is_another(name: object) -> bool:
    return name in _algorithms() - {"SGD"}


class Another(TrainingParts):
    """SGD with more to it, or another algorithm: the one that the student's worker names."""

    name = "Adam"
    settings: dict[str, Any] = {}  # noqa: RUF012 - replaced, never changed

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        name, said = sight.claim("class", None), sight.claim("settings", None) or {}
        if _is_another(name):
            yield {"name": name}
            yield {"name": name, "settings": {"lr": said.get("lr")}}
        else:
            yield {"name": "SGD", "settings": {k: v for k, v in said.items() if k in _SETTINGS}}

    def algorithm(self, parameters: Iterable[nn.Parameter], lr: float) -> torch.optim.Optimizer:
        made: torch.optim.Optimizer = getattr(torch.optim, self.name)(
            parameters, **{"lr": lr, **self.settings}
        )
        return made


def _line(case: Case) -> int | None:
    """Where an algorithm of PyTorch's is mentioned first."""
    return case.mentioned("optim", *_algorithms())


def _named_otherwise(case: Case) -> bool:
    """Whether the optimizer is another of PyTorch's own, or SGD with more than a rate."""
    return case.scene == "optimizer" and any(
        _is_another(sight.claim("class", None))
        or any(sight.claim("settings", None).get(name) for name in _SETTINGS)
        for _, sight in case.seen
    )


WRONG_OPTIMIZER = Misconception(
    code="wrong-optimizer",
    exercises=("step",),
    believes="Any optimizer will do, and more options make it better.",
    message="The optimizer is not plain gradient descent",
    numbers=": {fact}.",
    hint="Which numbers beside the gradient and the rate decide how far your weights move?",
    steps=(
        "Print your optimizer. Which settings does it list beside lr, and which of them are not 0?",
        (
            "Work one update out by hand: the weight minus lr times its gradient. Is that where it "
            "goes?"
        ),
        "Let it take two steps with the same gradient. Is the second as long as the first?",
        "What does it remember from batch to batch? Should it remember anything?",
        "Plain SGD, with the weights and the rate, and nothing else.",
    ),
    why=(
        "Plain gradient descent moves a weight by the learning rate times its gradient and "
        "remembers nothing. Momentum, weight decay and Adam are useful and do something else: "
        "they add earlier gradients, pull weights to zero, or rescale every weight by its history."
    ),
    file="step.py",
    bad=(
        "import torch\n\n\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    return torch.optim.Adam(model.parameters(), lr=lr)\n"
    ),
    good=(
        "from torch import optim\n\n\n"
        "def make_optimizer(model, lr=0.1):\n"
        "    return optim.SGD(list(model.parameters()), lr=lr, momentum=0.0)\n"
    ),
    mistakes=(Another,),
    sees=_named_otherwise,
    locates=_line,
    aspects=("change",),
    rank=30,
)
