# expect: weights-zeroed

import torch


def train_step(model, criterion, optimizer, images, labels):
    out = model(images)
    loss = criterion(out, labels)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return float(loss)


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    for p in model.parameters():
        p.data = torch.zeros_like(p.data)
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), correct / len(loader.dataset)
