# expect: wrong-learning-rate
# line: 27 | 34
# believes: A training epoch ends with shrinking the learning rate, and a scheduler may be made for that on the spot.
"""Exercise 5: the whole loop, first to learn and then to measure."""

import torch
from torch import nn
from torch.optim.lr_scheduler import ExponentialLR
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
    scheduler = ExponentialLR(optimizer, gamma=0.95)
    epoch_loss = 0.0
    num_images = 0
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        epoch_loss += loss * len(images)
        num_images += len(images)
    scheduler.step()
    return epoch_loss / num_images


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
