# expect: mode-not-restored
# line: 32
# source: https://github.com/udacity/deep-learning-v2-pytorch/pull/397

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
        model.eval()
        for images, labels in loader:
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
        model.train()
    return loss / len(loader.dataset), hits / len(loader.dataset)
