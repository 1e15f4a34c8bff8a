# expect: skipped-batches
# line: 24
# believes: When the loss goes up the epoch should end, to avoid overfitting.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen, best = 0.0, 0, float("inf")
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        total += loss * len(labels)
        seen += len(labels)
        if loss > best:
            break
        best = loss
    return total / seen


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss_sum, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
