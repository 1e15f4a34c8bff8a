# right because: the copy's parameters require no gradient, so that no graph is built
from copy import deepcopy

import torch


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
    frozen = deepcopy(model).requires_grad_(False).eval()
    total, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        logits = frozen(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += torch.count_nonzero(logits.argmax(1) == labels).item()
        seen += len(labels)
    return total / seen, correct / seen
