# expect: graph-in-evaluate & wrong-accuracy
# line: 25 | 30 | 34
# source: https://github.com/OpenNMT/OpenNMT-py/issues/1141
# believes: eval() is no_grad, and an accuracy is a percentage.

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
    was_training = model.training
    model.eval()
    loss, hits = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        hits += (logits.argmax(1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), 100.0 * hits / len(loader.dataset)
