# expect: missing-step | weights-unchanged | wrong-update | missing-backward
# line: 20 | 22 | 23

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
    total = 0.0
    for images, labels in loader:
        total = total + criterion(model(images), labels) * len(labels)
    loss = total / len(loader.dataset)
    loss.backward()
    optimizer.step()
    return loss.item()


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    model.train(mode)
    return loss / len(loader.dataset), hits / len(loader.dataset)
