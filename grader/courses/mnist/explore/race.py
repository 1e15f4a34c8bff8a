"""The race: one layer against two, measured after every epoch on digits that no training saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from grader.courses.mnist.parts import TrainingParts
from grader.datasets import Dataset, Split

SEED, RATE, BATCH_SIZE, EPOCHS = 0, 0.05, 32, 40


@dataclass(frozen=True, slots=True)
class Lap:
    """One epoch: the loss on both kinds of digits, the accuracy, and each held-out answer."""

    training_loss: float
    validation_loss: float
    accuracy: float
    answers: torch.Tensor


def race(dataset: Dataset) -> dict[str, tuple[Lap, ...]]:
    """Both networks of the course, trained on the same batches."""
    reference = TrainingParts()
    return {name: _laps(reference, name, dataset) for name in ("SimpleNN", "HiddenNN")}


def _laps(reference: TrainingParts, name: str, dataset: Dataset) -> tuple[Lap, ...]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        model = getattr(reference, name)()
    criterion, optimizer = reference.make_criterion(), reference.make_optimizer(model, RATE)
    images, labels = dataset.train.scaled, dataset.train.labels
    generator = torch.Generator().manual_seed(SEED)
    laps = []
    for _ in range(EPOCHS):
        order = torch.randperm(len(labels), generator=generator).split(BATCH_SIZE)
        batches = [(images[chunk], labels[chunk]) for chunk in order]
        loss = reference.train_epoch(model, criterion, optimizer, batches)
        laps.append(_measured(model, loss, dataset.validation))
    return tuple(laps)


def _measured(model: Any, loss: float, split: Split) -> Lap:
    with torch.no_grad():
        logits = model(split.scaled)
    answers = logits.argmax(dim=1)
    hits = (answers == split.labels).double().mean().item()
    return Lap(loss, nn.functional.cross_entropy(logits, split.labels).item(), hits, answers)
