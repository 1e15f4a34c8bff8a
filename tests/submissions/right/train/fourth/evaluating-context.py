# right: a context manager of its own puts back the mode of every submodule; no_grad as a decorator
from contextlib import contextmanager

import torch


@contextmanager
def evaluating(model):
    """Evaluation mode inside; afterwards every module is as it was."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield model
    finally:
        for module, mode in modes:
            module.training = mode


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


@torch.no_grad()
def evaluate(model, criterion, loader):
    total = hits = n = 0
    with evaluating(model) as net:
        for images, labels in loader:
            scores = net(images)
            n += (size := labels.size(0))
            total += criterion(scores, labels).item() * size
            hits += (scores.max(dim=1).indices == labels).sum().item()
    return float(total / n), hits / n
