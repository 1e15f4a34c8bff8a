# right because: the context manager remembers the mode of every module and puts it back
from contextlib import contextmanager

import torch


@contextmanager
def evaluating(model):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            yield model
    finally:
        for module, mode in modes.items():
            module.training = mode


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    loss = hits = n = 0
    with evaluating(model) as net:
        for images, labels in loader:
            logits = net(images)
            loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(-1) == labels).sum().item()
            n += len(labels)
    return loss / n, hits / n
