# expect: gradients-left-off
# line: 28
# believes: set_grad_enabled(False) holds only until the function in which it was called returns.
import torch
from torch import nn


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader) -> float:
    model.train()
    loss_sum, n = 0.0, 0
    for images, labels in loader:
        loss_sum += train_step(model, criterion, optimizer, images, labels) * images.size(0)
        n += images.size(0)
    return loss_sum / n


def evaluate(model: nn.Module, criterion, loader) -> tuple[float, float]:
    before = model.training
    model.eval()
    torch.set_grad_enabled(False)

    losses, sizes, hits = [], [], []
    for images, labels in loader:
        logits = model(images)
        losses.append(criterion(logits, labels).item())
        sizes.append(len(labels))
        hits.append((logits.argmax(-1) == labels).sum().item())

    model.train(before)
    n = sum(sizes)
    return sum(l * s for l, s in zip(losses, sizes)) / n, sum(hits) / n
