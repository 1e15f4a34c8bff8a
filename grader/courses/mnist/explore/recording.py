"""Recording: real training steps on real digits, with everything that is there after each call.

Right code and each mistake are trained from the same weights on the same batches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from grader.courses.mnist.parts import TrainingParts
from grader.datasets import Dataset

# A start from which the loss falls at every one of the first steps, so that nothing but the
# mistakes makes it rise.
SEED = 57
RATE, BATCH_SIZE, EPOCHS = 0.1, 32, 3
STEPS = 8

LESSON_ORDER = ("forward", "loss", "zero_grad", "backward", "update")


@dataclass(frozen=True, slots=True)
class Moment:
    """What is there after one call; `holds` numbers the steps whose gradients are in `.grad`."""

    call: str
    weights: torch.Tensor
    gradient: torch.Tensor | None
    holds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One training step: its logits and loss, a moment for each call, and what backward added."""

    logits: torch.Tensor
    loss: float
    moments: tuple[Moment, ...]
    added: torch.Tensor


@dataclass(frozen=True, slots=True)
class Run:
    """One training: its first steps in full, the loss of every step, and what it ends with."""

    steps: tuple[Step, ...]
    losses: tuple[float, ...]
    weights: torch.Tensor
    accuracy: float


class Watched(TrainingParts):
    """A reference, right or mistaken, that notes what is there after each of the five calls.

    They are made in `order`; one that is `left_out` is noted and not made.
    """

    order, left_out = LESSON_ORDER, ""

    def __init__(self) -> None:
        self.model: Any = None
        self.number = 0
        self.holds: tuple[int, ...] = ()
        self.logits = self.added = torch.empty(0)
        self.moments: list[Moment] = []

    def begin(self) -> None:
        """A new training step."""
        self.number += 1
        self.moments = []

    def forward(self, model: Any, images: torch.Tensor) -> Any:
        self.logits = super().forward(model, images)
        self._note("forward")
        return self.logits

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        loss = super().compute_loss(criterion, logits, labels)
        self._note("loss")
        return loss

    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        if self.left_out != "zero_grad":
            super().zero_grad(optimizer)
        if self._gradient() is None:
            self.holds = ()
        self._note("zero_grad")

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        before = self._gradient()
        super().differentiate(optimizer, loss)
        after = self._gradient()
        assert after is not None
        self.added = after if before is None else after - before
        self.holds = (*self.holds, self.number)
        self._note("backward")

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        if self.left_out != "step":
            super().update(optimizer)
        self._note("step")

    def train_step(
        self,
        model: Any,
        criterion: Any,
        optimizer: torch.optim.Optimizer,
        images: torch.Tensor,
        labels: torch.Tensor,
    ) -> Any:
        logits: Any = None
        loss: Any = None
        for call in self.order:
            if call == "zero_grad":
                self.zero_grad(optimizer)
            elif call == "forward":
                logits = self.forward(model, images)
            elif call == "loss":
                loss = self.compute_loss(criterion, logits, labels)
            elif call == "backward":
                self.differentiate(optimizer, loss)
            else:
                self.update(optimizer)
        return self.reported(model, criterion, loss, images, labels)

    def _gradient(self) -> torch.Tensor | None:
        found = _matrix(self.model).grad
        return None if found is None else found.clone()

    def _note(self, call: str) -> None:
        weights = _matrix(self.model).detach().clone()
        self.moments.append(Moment(call, weights, self._gradient(), self.holds))


@dataclass
class Recorder:
    """Trains right and mistaken code from the same weights on the same batches."""

    dataset: Dataset
    images: torch.Tensor = field(init=False)

    def __post_init__(self) -> None:
        self.images = self.dataset.train.scaled

    def batches(self) -> Iterator[torch.Tensor]:
        """The sample numbers of each batch of the whole training."""
        generator = torch.Generator().manual_seed(SEED)
        for _ in range(EPOCHS):
            yield from torch.randperm(len(self.images), generator=generator).split(BATCH_SIZE)

    def run(self, mistake: type[TrainingParts], settings: Mapping[str, Any]) -> Run:
        """One training by a reference with these settings, the first steps in full."""
        code: Any = type(f"Watched{mistake.__name__}", (Watched, mistake), {})()
        vars(code).update(settings)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(SEED)
            code.model = mistake.SimpleNN(code)
        criterion, optimizer = code.make_criterion(), code.make_optimizer(code.model, RATE)
        labels = self.dataset.train.labels
        steps: list[Step] = []
        losses: list[float] = []
        for batch in self.batches():
            code.begin()
            loss = code.train_step(
                code.model, criterion, optimizer, self.images[batch], labels[batch]
            )
            losses.append(loss)
            if len(steps) < STEPS:
                logits = code.logits.detach()
                steps.append(Step(logits, loss, tuple(code.moments), code.added))
        weights = _matrix(code.model).detach()
        return Run(tuple(steps), tuple(losses), weights, accuracy(code.model, self.dataset))


def accuracy(model: Any, dataset: Dataset) -> float:
    """The share of the digits no training has seen that a model reads rightly."""
    with torch.no_grad():
        answers = model(dataset.validation.scaled).argmax(dim=1)
    return float((answers == dataset.validation.labels).double().mean())


def _matrix(model: Any) -> torch.nn.Parameter:
    """The weights of a single layer: one row of 784 for each class."""
    found: torch.nn.Parameter = next(p for p in model.parameters() if p.dim() == 2)
    return found
