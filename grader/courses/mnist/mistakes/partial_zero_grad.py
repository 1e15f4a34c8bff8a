"""Some parameters are cleared before backward, others are forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.examiner.alike import close
from grader.examiner.plays import play
from grader.findings.calls import partial_zero_grad as rules
from grader.frames.keys import Key
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts, held

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class SeenOnes(TrainingParts):
    """Those are cleared that the numbers give away, at each call other ones maybe."""

    kept: tuple[tuple[bool, ...], ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene in ("backward", "train_step"):
            kept = _kept(work, sight) or [[False] * len(work.under("weight"))]
            dealt = [i for group in work.groups for i in group["parameters"]]
            yield {"kept": tuple(tuple(call[i] for i in dealt) for call in kept)}

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        now = self.kept[min(self.turn, len(self.kept) - 1)]
        for parameter, stays in zip(held(optimizer), now, strict=True):
            if not stays:
                parameter.grad = None


class _NeverCleared(TrainingParts):
    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        pass


def _kept(work: Work, sight: Sight) -> list[list[bool]]:
    """For each call and each parameter: whether the gradient from before is still in its numbers.

    In a step of training they first part at the second call, where the weights are still equal.
    """
    if work.scene == "backward":
        alone = play(TrainingParts().functions(), work)
        return [_still_there(work, sight, call, alone) for call in range(work.calls)]
    if work.scene != "train_step" or work.calls < 2:
        return []
    never = play(_NeverCleared().functions(), work).of("change", 1)
    return [[key in sight.tensors and close(t, sight.tensors[key]) for key, t in never.items()]]


def _still_there(work: Work, sight: Sight, call: int, alone: Sight) -> list[bool]:
    """For each parameter: whether a call of backward has added to what was there before it."""
    kept = []
    for key, gradient in alone.of("gradient", call).items():
        before = Key(call - 1, "gradient", key.detail)
        was = sight.tensors[before] if call else work.tensors.get(f"gradient.0.{key.detail}")
        kept.append(was is not None and close(was + gradient, sight.tensors[key]))
    return kept


PARTIAL_ZERO_GRAD = replace(
    rules.PARTIAL_ZERO_GRAD,
    exercises=("backward", "train"),
    file="backward.py",
    bad="def backward(optimizer, loss):\n"
    "    for parameter in optimizer.param_groups[0]['params']:\n"
    "        parameter.grad = None\n"
    "    loss.backward()\n",
    good="def backward(optimizer, loss):\n"
    "    for group in optimizer.param_groups:\n"
    "        for parameter in group['params']:\n"
    "            parameter.grad = None\n"
    "    loss.backward()\n",
    mistakes=(SeenOnes, *rules.PARTIAL_ZERO_GRAD.mistakes),
)
