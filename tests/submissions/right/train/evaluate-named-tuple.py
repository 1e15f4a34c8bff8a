# right because: a named tuple is a tuple of two numbers
from typing import NamedTuple

import torch


class Result(NamedTuple):
    loss: float
    accuracy: float


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


def evaluate(model, criterion, loader) -> Result:
    mode = model.training
    model.eval()
    loss, hits, n = 0.0, 0, len(loader.dataset)
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            guesses = logits.argmax(1).tolist()
            hits += sum(guess == label for guess, label in zip(guesses, labels.tolist()))
    model.train(mode)
    return Result(loss=loss / n, accuracy=hits / n)
