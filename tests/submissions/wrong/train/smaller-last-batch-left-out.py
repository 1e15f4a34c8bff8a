# expect: skipped-batches
# line: 19 | 20

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
    for images, labels in loader:
        if len(images) != loader.batch_size:
            continue
        total += train_step(model, criterion, optimizer, images, labels) * len(images)
        seen += len(images)
    return total / seen


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
