# expect: skipped-batches | wrong-gradients
# line: 9
# believes: Batches are cut into two halves for two steps of memory.

import torch


def train_step(model, criterion, optimizer, images, labels):
    half = max(len(labels) // 2, 1)
    optimizer.zero_grad()
    total = 0.0
    n = 0
    for start in range(0, len(labels) - half + 1, half):
        part = slice(start, start + half)
        n += half
        loss = criterion(model(images[part]), labels[part]) * half / len(labels)
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


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
