from dataclasses import dataclass, field
from typing import Any, NamedTuple

import torch


class Result(NamedTuple):
    loss: float
    accuracy: float


@dataclass
class Trainer:
    model: Any
    criterion: Any
    optimizer: Any = None
    history: list = field(default_factory=list)

    def step(self, images, labels):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(images), labels)
        loss.backward()
        self.optimizer.step()
        self.history.append((loss.item(), len(labels)))
        return loss.item()

    def fit(self, loader):
        self.model.train()
        self.history.clear()
        for images, labels in loader:
            self.step(images, labels)
        return sum(loss * n for loss, n in self.history) / sum(n for _, n in self.history)

    def test(self, loader):
        mode = self.model.training
        self.model.eval()
        try:
            with torch.no_grad():
                results = [self._batch(*batch) for batch in loader]
        finally:
            self.model.train(mode)
        loss, hits, n = map(sum, zip(*results))
        return Result(loss / n, hits / n)

    def _batch(self, images, labels):
        logits = self.model(images)
        hits = (logits.argmax(dim=1) == labels).sum().item()
        return self.criterion(logits, labels).item() * len(labels), hits, len(labels)


def train_step(model, criterion, optimizer, images, labels):
    return Trainer(model, criterion, optimizer).step(images, labels)


def train_epoch(model, criterion, optimizer, loader):
    return Trainer(model, criterion, optimizer).fit(loader)


def evaluate(model, criterion, loader):
    return Trainer(model, criterion).test(loader)
