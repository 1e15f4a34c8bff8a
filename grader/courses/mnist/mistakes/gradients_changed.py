"""The step moves the weights and leaves other gradients behind."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import torch

from ..parts import TrainingParts, held


class Halved(TrainingParts):
    """The gradients are changed after the update."""

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        optimizer.step()
        for parameter in held(optimizer):
            if parameter.grad is not None:
                parameter.grad.mul_(0.5)


def _changed(case: Case) -> bool:
    return case.scene == "step" and case.differs("gradients kept")


GRADIENTS_CHANGED = Misconception(
    code="gradients-changed",
    exercises=("step",),
    believes="The gradients belong to the step, which may use them up.",
    message="After the step the gradients are neither what they were nor cleared.",
    hint="Which of your lines writes into .grad, and who else may want to read it?",
    why=(
        "A step reads the gradients and writes the weights. Others read .grad too: a plot of its "
        "norm, a second group, the next backward that adds to it. A step that rescales, clips or "
        "resets gradients in place hands them numbers that no loss ever gave."
    ),
    file="step.py",
    bad=(
        "def step(optimizer):\n"
        "    optimizer.step()\n"
        "    for group in optimizer.param_groups:\n"
        "        for parameter in group['params']:\n"
        "            if parameter.grad is not None:\n"
        "                parameter.grad *= 0.5\n"
    ),
    good="def step(optimizer):\n    optimizer.step()\n    optimizer.zero_grad()\n",
    mistakes=(Halved,),
    sees=_changed,
    at=("gradient changed",),
    mentions=("clip_grad_norm_", "clip_grad_value_", "grad"),
    aspects=("gradients kept",),
    rank=40,
)
