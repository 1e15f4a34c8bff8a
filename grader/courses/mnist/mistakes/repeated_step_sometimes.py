"""In some calls the same gradients move the weights more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import repeated_step as rules
from grader.frames.keys import Key
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

MOST = 10


class AgainSometimes(TrainingParts):
    """Each call makes as many updates as its numbers give away, one in some of them."""

    times: tuple[int, ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene != "step":
            return
        times = tuple(_times(work, sight, call) for call in range(work.calls))
        if min(times) == 1 < max(times) <= MOST:
            yield {"times": times}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        for _ in range(self.times[self.turn]):
            super().update(optimizer)


def _times(work: Work, sight: Sight, call: int) -> int:
    """How many updates a weight made in a call, rounded."""
    rates = {str(i): group["lr"] for group in work.groups for i in group["parameters"]}
    number, gradient = next(iter(work.under(f"gradient.{call}").items()))
    moved = sight.tensors[Key(call, "change", number)]
    return round(float(moved.norm() / (rates[number] * gradient.norm())))


REPEATED_SOMETIMES = replace(
    rules.REPEATED_STEP,
    exercises=("step",),
    believes="Now and then a second step makes up for what was missed.",
    message="In some calls the same gradients move the weights more than once",
    steps=(),
    hint="What does your function remember from one call to the next, and what does that decide?",
    mistakes=(AgainSometimes,),
)
