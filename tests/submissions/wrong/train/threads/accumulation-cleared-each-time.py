# expect: missing-step | wrong-gradients | skipped-batches
# line: 24 | 25
# source: https://github.com/bytetriper/RAE/issues/67
# believes: zero_grad each time, step each second time.

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
    for i, (images, labels) in enumerate(loader):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        if i % 2 == 1:
            optimizer.step()
        total += loss.item() * len(labels)
    return total / len(loader.dataset)


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
