from contextlib import contextmanager
from dataclasses import dataclass, field

import torch


@dataclass
class Meter:
    total: float = 0.0
    count: int = 0

    def update(self, value, n=1):
        self.total += value * n
        self.count += n

    @property
    def mean(self):
        return self.total / max(self.count, 1)


@dataclass
class Trainer:
    model: torch.nn.Module
    criterion: object
    optimizer: object = None
    loss: Meter = field(default_factory=Meter)
    hits: Meter = field(default_factory=Meter)

    def learn(self, images, labels):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.criterion(self.model(images), labels)
        loss.backward()
        self.optimizer.step()
        self.loss.update(loss.item(), labels.size(0))
        return self.loss

    def measure(self, images, labels):
        logits = self.model(images)
        self.loss.update(float(self.criterion(logits, labels)), labels.size(0))
        for guess, truth in zip(logits.max(1)[1].tolist(), labels.tolist()):
            self.hits.update(float(guess == truth))


@contextmanager
def evaluating(model):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.inference_mode():
            yield model
    finally:
        for module, mode in modes.items():
            module.training = mode


def train_step(model, criterion, optimizer, images, labels):
    return Trainer(model, criterion, optimizer).learn(images, labels).mean


def train_epoch(model, criterion, optimizer, loader):
    trainer = Trainer(model.train(), criterion, optimizer)
    for batch in loader:
        trainer.learn(*batch)
    return trainer.loss.mean


def evaluate(model, criterion, loader):
    trainer = Trainer(model, criterion)
    with evaluating(model):
        for batch in loader:
            trainer.measure(*batch)
    return trainer.loss.mean, trainer.hits.mean
