# expect: first-batch-only | missing-backward
# line: 23
# source: https://github.com/eriklindernoren/PyTorch-YOLOv3/issues/431
# believes: A break for a test may stay.

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
        loss = criterion(model(images), labels)
        total += loss.item() * len(labels)
        break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
