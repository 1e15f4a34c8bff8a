# expect: wrong-gradients
# line: 23
# believes: Clipping the gradients is a harmless part of every training step.
import torch
import torch.nn as nn
from torch.nn.utils import clip_grad_norm_


class Trainer:
    """Keeps the four things of a step together."""

    MAX_NORM = 0.1

    def __init__(self, model, criterion, optimizer):
        self.model = model
        self.criterion = criterion
        self.optimizer = optimizer

    def step(self, images, labels):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.criterion(self.model(images), labels)
        loss.backward()
        clip_grad_norm_(self.model.parameters(), self.MAX_NORM)
        self.optimizer.step()
        return loss.item()


def train_step(model: nn.Module, criterion, optimizer, images, labels) -> float:
    return Trainer(model, criterion, optimizer).step(images, labels)


def train_epoch(model, criterion, optimizer, loader) -> float:
    model.train()
    loss_sum, n = 0.0, 0
    for images, labels in loader:
        loss_sum += train_step(model, criterion, optimizer, images, labels) * images.size(0)
        n += images.size(0)
    return loss_sum / n


@torch.no_grad()
def evaluate(model, criterion, loader) -> tuple[float, float]:
    mode = model.training
    model.eval()
    loss_sum, hits, n = 0.0, 0, 0
    for images, labels in loader:
        out = model(images)
        loss_sum += criterion(out, labels).item() * labels.size(0)
        hits += out.argmax(1).eq(labels).sum().item()
        n += labels.size(0)
    model.train(mode)
    return loss_sum / n, hits / n
