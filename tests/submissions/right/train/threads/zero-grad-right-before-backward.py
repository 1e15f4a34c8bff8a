# source: https://github.com/yunjey/pytorch-tutorial/issues/238

import torch


def train_step(model, criterion, optimizer, images, labels):
    outputs = model(images)
    loss = criterion(outputs, labels)
    optimizer.zero_grad()
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
