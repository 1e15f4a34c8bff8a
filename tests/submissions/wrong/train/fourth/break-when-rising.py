# expect: skipped-batches
# line: 32 | 33
# believes: As soon as the loss of a batch is higher than that of the one before, the epoch should stop (early stopping).
import math

import torch
from torch import nn
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(
    model: nn.Module,
    criterion: nn.CrossEntropyLoss,
    optimizer: torch.optim.Optimizer,
    loader: DataLoader,
) -> float:
    model.train()
    previous = math.inf
    losses, sizes = [], []
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        losses.append(loss)
        sizes.append(len(labels))
        if loss > previous:
            break
        previous = loss
    return sum(a * b for a, b in zip(losses, sizes)) / sum(sizes)


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
