# right: the optimizer is given a closure that clears, runs and goes backward
import torch
from torch import nn
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels) -> float:
    def closure():
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        return loss

    # plain SGD calls it once, before it moves anything, and hands back what it returned
    return optimizer.step(closure).item()


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
