# expect: wrong-signature
# line: 17
# source: https://github.com/Project-MONAI/research-contributions/issues/392
# believes: The order of parameters is the tutorial's.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, loader, optimizer, loss_func):
    model.train()
    total = 0.0
    for x, y in loader:
        total += train_step(model, loss_func, optimizer, x, y) * len(y)
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
