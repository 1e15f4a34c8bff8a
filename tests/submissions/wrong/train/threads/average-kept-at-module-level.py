# expect: wrong-mean-loss
# line: 23 | 24
# source: https://github.com/ludwig-ai/ludwig/pull/1659
# believes: A meter begins anew with each epoch.

import torch

history = []


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        history.extend([loss] * len(labels))
    return sum(history) / len(history)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    losses, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for inputs, targets in loader:
            outputs = model(inputs)
            losses += criterion(outputs, targets).item() * targets.size(0)
            correct += outputs.argmax(-1).eq(targets).sum().item()
            seen += targets.size(0)
    model.train(mode)
    return losses / seen, correct / seen
