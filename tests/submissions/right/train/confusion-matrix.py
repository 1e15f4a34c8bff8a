import numpy as np
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses, sizes = [], []
    batches = iter(loader)
    while (batch := next(batches, None)) is not None:
        losses.append(train_step(model, criterion, optimizer, *batch))
        sizes.append(len(batch[1]))
    return float(np.average(losses, weights=sizes))


def evaluate(model, criterion, loader):
    training = model.training
    model.train(False)
    table = torch.zeros(10, 10, dtype=torch.long)
    loss = torch.zeros(())
    try:
        with torch.no_grad():
            for images, labels in loader:
                logits = model(images)
                loss += criterion(logits, labels) * labels.numel()
                cells = labels * 10 + logits.argmax(1)
                table += torch.bincount(cells, minlength=100).view(10, 10)
    finally:
        model.train(training)
    return loss / table.sum(), table.trace() / table.sum()
