# right: a dataclass keeps the weighted sums, a match statement unpacks the batch
from dataclasses import dataclass

import torch
from torch import nn, Tensor
from torch.utils.data import DataLoader


@dataclass
class Tally:
    loss_sum: float = 0.0
    hits: int = 0
    images: int = 0

    def add(self, loss: float, n: int, hits: int = 0) -> None:
        self.loss_sum += loss * n
        self.hits += hits
        self.images += n

    @property
    def loss(self) -> float:
        return self.loss_sum / self.images

    @property
    def accuracy(self) -> float:
        return self.hits / self.images


def train_step(
    model: nn.Module, criterion, optimizer, images: Tensor, labels: Tensor
) -> float:
    loss = criterion(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.tolist()


def train_epoch(model: nn.Module, criterion, optimizer, loader: DataLoader) -> float:
    tally = Tally()
    model.train(True)
    for batch in loader:
        match batch:
            case [images, labels]:
                tally.add(train_step(model, criterion, optimizer, images, labels), len(labels))
            case _:
                raise TypeError("expected pairs (images, labels)")
    return tally.loss


def evaluate(model: nn.Module, criterion, loader: DataLoader) -> tuple[float, float]:
    tally = Tally()
    came_training = model.training
    model.train(False)
    with torch.set_grad_enabled(False):
        for images, labels in loader:
            logits = model(images)
            tally.add(
                criterion(logits, labels).item(),
                len(labels),
                int(torch.count_nonzero(logits.argmax(1) == labels)),
            )
    model.train(came_training)
    return tally.loss, tally.accuracy
