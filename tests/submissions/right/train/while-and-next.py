from collections import deque
from math import fsum

import torch


def train_step(model, criterion, optimizer, images, labels):
    def closure():
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        return loss

    return optimizer.step(closure).item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    parts, seen = deque(), 0
    batches = iter(loader)
    while True:
        try:
            images, labels = next(batches)
        except StopIteration:
            break
        parts.append(train_step(model, criterion, optimizer, images, labels) * len(images))
        seen += len(images)
    return fsum(parts) / seen


@torch.no_grad()
def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    parts, hits, seen = deque(), 0, 0
    batches = iter(loader)
    while (batch := next(batches, None)) is not None:
        images, labels = batch
        logits = model(images)
        parts.append(criterion(logits, labels).item() * len(labels))
        hits += int((logits.argmax(dim=1) == labels).sum())
        seen += len(labels)
    model.train(mode)
    return fsum(parts) / seen, hits / seen
