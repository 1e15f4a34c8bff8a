# expect: skipped-batches
# line: 21 | 22
# source: https://github.com/caoyu-noob/D3/issues/3
# believes: Thirty-two steps are enough for an epoch.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for step, (images, labels) in enumerate(loader):
        if step >= 8:
            break
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        seen += len(labels)
    return total / seen


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
