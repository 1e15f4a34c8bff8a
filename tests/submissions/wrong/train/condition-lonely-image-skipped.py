# expect: skipped-batches
# line: 21
# believes: Batch norm cannot learn from one image.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for images, labels in loader:
        if len(labels) == 1:
            continue
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        seen += len(labels)
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
