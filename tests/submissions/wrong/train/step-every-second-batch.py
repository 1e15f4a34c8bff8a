# expect: missing-step | wrong-update
# line: 20 | 21 | 22
# source: https://github.com/eriklindernoren/PyTorch-YOLOv3/pull/313
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader, accumulate=2):
    model.train()
    total = 0.0
    for i, (images, labels) in enumerate(loader):
        loss = criterion(model(images), labels)
        (loss / accumulate).backward()
        if (i + 1) % accumulate == 0:
            optimizer.step()
            optimizer.zero_grad()
        total += loss.item() * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    model.train(mode)
    return total / len(loader.dataset), hits / len(loader.dataset)
