"""One loss is differentiated more than once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception
from grader.lazy_torch import torch

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class Again(TrainingParts):
    """Every pass adds the same gradients once more; the graph is kept for it."""

    times = 2

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        groups = work.groups
        each = {len(groups), sum(len(group["parameters"]) for group in groups)} - {0}
        return ({"times": times} for times in dict.fromkeys((2, 3, 4, 5, 1, *sorted(each))))

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        for _ in range(self.times):
            loss.backward(retain_graph=True)


class AgainWithoutGraph(TrainingParts):
    """The second pass finds that the graph is gone."""

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        loss.backward()
        loss.backward()


def _ran_twice(case: Case) -> bool:
    """Whether the trace shows two passes with no new loss between them, or the second failed."""
    if case.mishap is not None:
        return "a second time" in case.mishap.text
    orders = case.orders("forward", "loss", "backward", "step")
    return any(
        pair == ("backward", "backward") for order in orders for pair in itertools.pairwise(order)
    )


REPEATED_BACKWARD = Misconception(
    code="repeated-backward",
    exercises=("backward", "train"),
    believes="A second backward() refines the gradient, or does no harm.",
    message="backward() ran more than once on the same loss",
    numbers=". {what}: {got} instead of {expected}.",
    hint="What does a second backward() do with the gradients of the first?",
    why=(
        "Every backward() adds to .grad. Two passes over the same loss leave twice the gradient, "
        "as if the learning rate were twice as large; and as PyTorch frees the graph after the "
        "first pass, the second often fails outright."
    ),
    file="backward.py",
    bad=(
        "def backward(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward(retain_graph=True)\n"
        "    loss.backward()\n"
    ),
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    mistakes=(Again, AgainWithoutGraph),
    confirms=_ran_twice,
    locates=lambda case: _line(case),
    rank=18,
)


def _line(case: Case) -> int | None:
    """The line of a second pass that follows the first at once."""
    events = case.events("forward", "loss", "backward", "step")
    for before, event in itertools.pairwise(events):
        if before["event"] == event["event"] == "backward" and before["call"] == event["call"]:
            return int(event["line"])
    return None
