# expect: eval-mode-missing
# line: 25 | 28
# source: https://github.com/ipolharvard/ethos-ares/issues/20

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


@torch.no_grad()
def evaluate(model, criterion, loader):
    loss, hits = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        hits += (logits.argmax(1) == labels).sum().item()
    return loss / len(loader.dataset), hits / len(loader.dataset)
