# source: https://github.com/jingyaogong/minimind/issues/749

import torch

ACCUMULATION_STEPS = 1


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    optimizer.zero_grad(set_to_none=True)
    total, last = 0.0, len(loader) - 1
    for i, (x, y) in enumerate(loader):
        loss = criterion(model(x), y)
        (loss / ACCUMULATION_STEPS).backward()
        if (i + 1) % ACCUMULATION_STEPS == 0 or i == last:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        total += loss.item() * len(y)
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
