# expect: partial-zero-grad
# line: 10 | 12
# source: https://github.com/freud14/poutyne/issues/12
# believes: Clearing the first layer clears all.

import torch


def train_step(model, criterion, optimizer, images, labels):
    next(iter(model.children())).zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for batch in loader:
        inputs, targets = batch
        total += train_step(model, criterion, optimizer, inputs, targets) * targets.size(0)
        seen += targets.size(0)
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
