# expect: wrong-mean-loss
# line: 23 | 24

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
        if i % 4 == 3:
            print(f"[{i + 1}] {running / seen:.3f}")
            running, seen = 0.0, 0
    return running / max(seen, 1)


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
