# right because: a copy is evaluated and the given model is never touched
import copy

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
    judge = copy.deepcopy(model).eval()
    total, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = judge(images)
            total += criterion(logits, labels).item() * len(labels)
            correct += logits.argmax(1).eq(labels).sum().item()
            seen += len(labels)
    return total / seen, correct / seen
