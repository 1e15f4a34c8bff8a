# expect: missing-zero-grad
# line: 19 | 23
# source: https://github.com/heartcored98/Standalone-DeepLearning/issues/11
# believes: Once an epoch is enough.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    optimizer.zero_grad()
    train_loss, seen = 0.0, 0
    for images, labels in loader:
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        train_loss += loss.item() * images.size(0)
        seen += images.size(0)
    return train_loss / seen


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
