"""The start that the explorer's page trains from, and how PyTorch itself goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from grader.courses.mnist.parts import TrainingParts
from grader.datasets import Split

# A start from which the loss falls at every one of the first steps, so that nothing but the
# mistakes makes it rise.
SEED = 57
BATCH_SIZE, EPOCHS, HIDDEN = 32, 3, 16


@dataclass(frozen=True, slots=True)
class Recording:
    """Both networks as they begin, the samples in the order of three epochs, and the losses."""

    simple: tuple[nn.Linear, ...]
    hidden: tuple[nn.Linear, ...]
    epochs: tuple[torch.Tensor, ...]
    losses: tuple[float, ...]


def recording(train: Split, rate: float) -> Recording:
    """Train the course's smallest network with PyTorch, in float32 as a learner does."""
    reference = TrainingParts()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        model: Any = reference.SimpleNN()
        hidden = (nn.Linear(784, HIDDEN), nn.Linear(HIDDEN, 10))
    (first,) = (part for part in model.modules() if isinstance(part, nn.Linear))
    simple = nn.Linear(784, 10)
    simple.load_state_dict(first.state_dict())
    generator = torch.Generator().manual_seed(SEED)
    epochs = tuple(torch.randperm(len(train.labels), generator=generator) for _ in range(EPOCHS))
    losses = tuple(_losses(reference, model, train, epochs, rate))
    return Recording((simple,), hidden, epochs, losses)


def _losses(
    reference: TrainingParts,
    model: Any,
    train: Split,
    epochs: tuple[torch.Tensor, ...],
    rate: float,
) -> Iterator[float]:
    criterion, optimizer = reference.make_criterion(), reference.make_optimizer(model, rate)
    for samples in epochs:
        for batch in samples.split(BATCH_SIZE):
            images, labels = train.scaled[batch], train.labels[batch]
            yield float(reference.train_step(model, criterion, optimizer, images, labels))
