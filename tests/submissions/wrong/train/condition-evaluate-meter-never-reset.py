# expect: wrong-mean-loss | wrong-accuracy
# line: 37
# believes: The history is kept for a plot.

import torch

history = []


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
    was_training = model.training
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss = criterion(logits, labels).item()
            correct = (logits.argmax(dim=1) == labels).sum().item()
            history.append((loss * len(labels), correct, len(labels)))
    model.train(was_training)
    count = sum(h[2] for h in history)
    return sum(h[0] for h in history) / count, sum(h[1] for h in history) / count
