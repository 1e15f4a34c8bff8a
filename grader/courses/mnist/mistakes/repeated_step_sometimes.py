"""In some calls the same gradients move the weights more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings import Case
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
        times = _times(work, sight)
        if 1 <= min(times) <= max(times) <= MOST:
            yield {"times": times}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        for _ in range(self.times[self.turn]):
            super().update(optimizer)


def _times(work: Work, sight: Sight) -> tuple[int, ...]:
    """How many updates each call makes."""
    return tuple(_times_in(work, sight, call) for call in range(work.calls))


def _in_some_calls(case: Case) -> bool:
    """Whether the calls differ in that, whichever play they are of."""
    if case.scene != "step" or not rules.really_stepped(case):
        return False
    seen = [(record.work, record.sight) for record, _ in case.plays if record.sight]
    return len({n for work, sight in seen for n in _times(work, sight)}) > 1


def _times_in(work: Work, sight: Sight, call: int) -> int:
    """How many updates a weight made in a call, rounded; 0 where its numbers tell nothing."""
    rates = {str(i): group["lr"] for group in work.groups for i in group["parameters"]}
    number, gradient = next(iter(work.under(f"gradient.{call}").items()))
    moved = sight.tensors.get(Key(call, "change", number), torch.zeros(1))
    times = float(moved.double().norm() / (rates[number] * gradient.norm()))
    return round(times) if times < MOST + 1 else 0


REPEATED_SOMETIMES = replace(
    rules.REPEATED_STEP,
    exercises=("step",),
    believes="Now and then a second step makes up for what was missed.",
    message="In some calls the same gradients move the weights more than once",
    hint="What does your function remember from one call to the next, and what does that decide?",
    confirms=_in_some_calls,
    mistakes=(AgainSometimes,),
)
