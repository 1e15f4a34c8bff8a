# expect: skipped-batches
# line: 19 | 20
# source: https://github.com/uclnlp/jack/issues/174
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, n = 0.0, 0
    for images, labels in loader:
        if len(images) != loader.batch_size:
            continue
        total += train_step(model, criterion, optimizer, images, labels) * len(images)
        n += len(images)
    return total / n


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
