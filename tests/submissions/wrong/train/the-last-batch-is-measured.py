# expect: wrong-mean-loss | wrong-accuracy
# line: 30 | 31 | 33
# source: https://github.com/ManifoldRG/MultiNet/pull/767

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
    mode = model.training
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss = criterion(logits, labels)
            accuracy = (logits.argmax(1) == labels).float().mean()
    model.train(mode)
    return loss.item(), accuracy.item()
