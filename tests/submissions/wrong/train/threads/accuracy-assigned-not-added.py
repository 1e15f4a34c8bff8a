# expect: wrong-accuracy
# line: 33 | 36
# source: https://github.com/chainer/chainer/issues/777
# believes: = and += are much the same.

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
    sum_loss, sum_accuracy = 0.0, 0.0
    with torch.no_grad():
        for x, t in loader:
            y = model(x)
            sum_loss += criterion(y, t).item() * len(t)
            sum_accuracy = (y.argmax(1) == t).sum().item()
    model.train(was_training)
    n = len(loader.dataset)
    return sum_loss / n, sum_accuracy / n
