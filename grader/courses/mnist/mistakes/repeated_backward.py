"""One loss is differentiated more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import repeated_backward as rules
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts

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


REPEATED_BACKWARD = replace(
    rules.REPEATED_BACKWARD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    optimizer.zero_grad()\n"
    "    loss.backward(retain_graph=True)\n"
    "    loss.backward()\n",
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    mistakes=(Again, AgainWithoutGraph),
)
