# expect: eval-mode-missing | mode-not-restored
# line: 27 | 31
# source: https://github.com/swag-kaust/Transform2022_SelfSupervisedDenoising/issues/3
# believes: train() is on, and measuring is the same.

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
    before = model.training
    model.train()
    loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    model.train(before)
    return loss / len(loader.dataset), hits / len(loader.dataset)
