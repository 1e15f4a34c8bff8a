# right because: The hits by probabilities.

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
    total = hits = 0.0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += float(criterion(logits, labels)) * len(labels)
            hits += (torch.softmax(logits, 1).argmax(1) == labels).float().mean().item() * len(labels)
    model.train(mode)
    return total / len(loader.dataset), hits / len(loader.dataset)
