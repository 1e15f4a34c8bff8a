# right because: no parameter requires a gradient meanwhile, and each gets its own flag back
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
    flags = [p.requires_grad for p in model.parameters()]
    mode = model.training
    model.requires_grad_(False).eval()
    total, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(1) == labels).sum().item()
    model.train(mode)
    for p, flag in zip(model.parameters(), flags):
        p.requires_grad_(flag)
    n = len(loader.dataset)
    return total / n, correct / n
