from dataclasses import dataclass, field

import torch

@dataclass
class Meter:
    total: float = 0.0
    count: int = 0
    history: list = field(default_factory=list)

    def update(self, value, n):
        self.total += value * n
        self.count += n
        self.history.append(value)

    @property
    def average(self):
        return self.total / max(self.count, 1)


class Trainer:
    def __init__(self, model, criterion, optimizer=None):
        self.model, self.criterion, self.optimizer = model, criterion, optimizer

    def step(self, images, labels):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(images), labels)
        loss.backward()
        self.optimizer.step()
        return loss.detach().item()

    def epoch(self, loader):
        self.model.train(True)
        meter = Meter()
        for images, labels in loader:
            meter.update(self.step(images, labels), len(images))
        return meter.average

    def evaluate(self, loader):
        training = self.model.training
        self.model.train(False)
        loss, accuracy = Meter(), Meter()
        with torch.no_grad():
            for images, labels in loader:
                logits = self.model(images)
                loss.update(self.criterion(logits, labels).item(), len(labels))
                accuracy.update((logits.argmax(dim=1) == labels).double().mean().item(), len(labels))
        self.model.train(training)
        return loss.average, accuracy.average


def train_step(model, criterion, optimizer, images, labels):
    return Trainer(model, criterion, optimizer).step(images, labels)


def train_epoch(model, criterion, optimizer, loader):
    return Trainer(model, criterion, optimizer).epoch(loader)


def evaluate(model, criterion, loader):
    return Trainer(model, criterion).evaluate(loader)
