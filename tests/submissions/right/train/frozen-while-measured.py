import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    del images, labels
    return loss.tolist()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    asked = [(p, p.requires_grad) for p in model.parameters()]
    model.eval()
    for p, _ in asked:
        p.requires_grad_(False)
    try:
        total, hits = 0.0, 0
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += logits.argmax(1).eq(labels).sum().item()
    finally:
        for p, asks in asked:
            p.requires_grad_(asks)
        model.train(mode)
    return total / len(loader.dataset), hits / len(loader.dataset)
