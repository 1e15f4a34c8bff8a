# expect: repeated-step & missing-zero-grad
# line: 11 | 13
# source: https://github.com/huggingface/transformers/issues/340
# believes: The optimizer clears what it used, and two steps learn faster.

import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
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
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
