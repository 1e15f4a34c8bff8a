# expect: detached-loss | detached-output | exception | missing-backward
# line: 11 | 12 | 14
# source: https://php.bkmy88.com/faq/1835025.html
# believes: no_grad saves memory in training too.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    with torch.no_grad():
        logits = model(images)
    loss = criterion(logits, labels)
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
