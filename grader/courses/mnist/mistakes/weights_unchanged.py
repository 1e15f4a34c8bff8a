"""There is a backward and a step, and the weights of the given model stay where they were."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts


class CopyLearns(TrainingParts):
    """Each batch runs through a copy, which the optimizer does not know."""

    def run(self, model: nn.Module, images: Any) -> Any:
        return copy.deepcopy(model)(images)


class CopyLearnsAllEpoch(TrainingParts):
    """One copy for the whole epoch, with the optimizer of the original."""

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        return super().train_epoch(copy.deepcopy(model), criterion, optimizer, loader)


class PutBack(TrainingParts):
    """What the model was before the epoch is loaded again when it is over."""

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        before = copy.deepcopy(model.state_dict())
        loss = super().train_epoch(model, criterion, optimizer, loader)
        model.load_state_dict(before)
        return loss


class StepOfNoLength(TrainingParts):
    """The step is made, but it is zero long."""

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        pass


def _learned_in_vain(case: Case) -> bool:
    """Whether a step follows a backward that gave gradients, to a copy maybe, and nothing moved."""
    orders = case.orders("backward", "zero_grad", "step")
    steps = any(two == ("backward", "step") for o in orders for two in pairwise(o))
    given = any(event["gradient_norm_after"] > 0 for event in case.events("backward"))
    return steps and (given or case.mentioned("deepcopy") is not None) and _nothing_moved(case)


def _nothing_moved(case: Case) -> bool:
    changes = [t for _, got in case.seen for t in got.of("change").values()]
    return bool(changes) and not any(change.count_nonzero() for change in changes)


WEIGHTS_UNCHANGED = Misconception(
    code="weights-unchanged",
    exercises=("train",),
    believes="Once step() has run, the model has learned.",
    message="A step was made, but the weights of the given model are where they were before",
    numbers=": {fact}.",
    hint="Print one weight of the given model before and after. Which weights does step() move?",
    why=(
        "The optimizer moves the very tensors that it was given, along their own .grad, by its "
        "learning rate. If the gradients went to a copy, if the rate is zero, or if the old "
        "weights are put back afterwards, all calls run without an error and nothing is learned."
    ),
    file="train.py",
    bad=(
        "import copy\n\n\n"
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    network = copy.deepcopy(model)\n"
        "    optimizer.zero_grad()\n"
        "    loss = criterion(network(images), labels)\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "    return loss.item()\n"
    ),
    good=(
        "def train_step(model, criterion, optimizer, images, labels):\n"
        "    network = model\n"
        "    optimizer.zero_grad()\n"
        "    loss = criterion(network(images), labels)\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "    return loss.item()\n"
    ),
    mistakes=(CopyLearns, CopyLearnsAllEpoch, PutBack, StepOfNoLength),
    confirms=_learned_in_vain,
    sees=lambda case: case.scene in ("train_step", "train_epoch") and _learned_in_vain(case),
    locates=lambda case: case.mentioned_here("load_state_dict", "deepcopy", "copy_", "lr"),
    at=("step",),
    aspects=("change",),
    rank=11,
)
