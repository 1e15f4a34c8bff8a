# right: a generator yields (loss, size) and math.fsum adds them up
import math
from collections.abc import Iterator

import torch
from torch import nn
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad(set_to_none=True)
    (loss := criterion(model(images), labels)).backward()
    optimizer.step()
    return float(loss.detach())


def _learn(model, criterion, optimizer, loader) -> Iterator[tuple[float, int]]:
    for images, labels in loader:
        yield train_step(model, criterion, optimizer, images, labels), len(images)


def _measure(model, criterion, loader) -> Iterator[tuple[float, int, int]]:
    for images, labels in loader:
        logits = model(images)
        hits = torch.eq(logits.argmax(dim=1), labels).sum()
        yield float(criterion(logits, labels)), int(hits), len(images)


def train_epoch(model: nn.Module, criterion, optimizer, loader: DataLoader) -> float:
    model.train()
    pairs = list(_learn(model, criterion, optimizer, loader))
    return math.fsum(loss * n for loss, n in pairs) / sum(n for _, n in pairs)


def evaluate(model: nn.Module, criterion, loader: DataLoader) -> tuple[float, float]:
    was_training = model.training
    model.eval()
    try:
        with torch.no_grad():
            rows = list(_measure(model, criterion, loader))
    finally:
        model.train(was_training)
    count = sum(n for _, _, n in rows)
    return math.fsum(loss * n for loss, _, n in rows) / count, sum(h for _, h, _ in rows) / count
