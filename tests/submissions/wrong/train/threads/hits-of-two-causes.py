# expect: wrong-accuracy & eval-mode-missing
# line: 25 | 29 | 32
# source: https://github.com/udacity/deep-learning-v2-pytorch/issues/3
# believes: Percent it is, and the mode does not matter.

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
    loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    return loss / len(loader.dataset), 100.0 * hits / len(loader.dataset)
