"""The gradients are there and nobody uses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings.calls import missing_step as rules
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class NoUpdate(TrainingParts):
    """No weight is moved."""

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        pass


class Sometimes(TrainingParts):
    """The weights move at some calls and stay where they are at others."""

    moved: tuple[bool, ...] = ()
    turn = -1

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        calls = range(work.calls) if work.scene == "step" else ()
        moved = tuple(
            any(change.count_nonzero() > 0 for change in sight.of("change", call).values())
            for call in calls
        )
        if moved:
            yield {"moved": moved}

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        self.turn += 1
        if self.moved[self.turn]:
            optimizer.step()


MISSING_STEP = replace(
    rules.MISSING_STEP,
    exercises=("step", "train"),
    file="step.py",
    bad="def step(optimizer):\n    optimizer.step\n",
    good="import torch\n\n\n"
    "def step(optimizer):\n"
    "    with torch.no_grad():\n"
    "        for group in optimizer.param_groups:\n"
    "            for parameter in group['params']:\n"
    "                if parameter.grad is not None:\n"
    "                    parameter -= group['lr'] * parameter.grad\n",
    mistakes=(NoUpdate, Sometimes),
)
