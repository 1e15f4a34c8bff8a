# expect: wrong-accuracy
# line: 35 | 38
# source: http://www.kouhan.cn/en/article/00050761
# believes: The last batch's hits over the whole set are the accuracy.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
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
    was_training = model.training
    model.eval()
    loss = 0.0
    with torch.no_grad():
        for images, labels in loader:
            output = model(images)
            loss += criterion(output, labels).item() * len(labels)
            correct = (output.argmax(1) == labels).float().sum().item()
    model.train(was_training)
    n = len(loader.dataset)
    return loss / n, correct / n
