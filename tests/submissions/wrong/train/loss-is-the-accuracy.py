# expect: wrong-loss-value

import torch
def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    logits = model(images)
    loss = criterion(logits, labels)
    loss.backward()
    optimizer.step()
    return (logits.argmax(1) == labels).float().mean().item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
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
