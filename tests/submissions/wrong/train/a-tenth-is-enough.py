# expect: skipped-batches
# line: 29 | 30

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
    loss, hits, seen = 0.0, 0, 0
    with torch.no_grad():
        for i, (images, labels) in enumerate(loader):
            if i == 10:
                break
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
            seen += len(labels)
    model.train(mode)
    return loss / seen, hits / seen
