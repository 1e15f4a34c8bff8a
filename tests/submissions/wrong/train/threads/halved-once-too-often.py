# expect: wrong-mean-loss
# line: 32 | 36
# source: https://github.com/zsyOAOA/ResShift/pull/25
# believes: One mean more does no harm.

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
    was = model.training
    model.eval()
    losses, hits, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            losses += criterion(logits, labels).item()
            hits += int((logits.argmax(dim=1) == labels).sum())
            n += len(labels)
    model.train(was)
    return losses / len(loader) / len(loader), hits / n
