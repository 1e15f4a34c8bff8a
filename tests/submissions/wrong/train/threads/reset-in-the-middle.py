# expect: wrong-mean-loss
# line: 25 | 26
# source: https://github.com/weka511/hpa-scc/issues/14
# believes: The window that is printed is the loss.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running, seen = 0.0, 0
    for i, (images, labels) in enumerate(loader):
        running += train_step(model, criterion, optimizer, images, labels) * len(labels)
        seen += len(labels)
        if i % 3 == 2:
            print(running / seen)
            running = 0.0
    return running / seen


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
