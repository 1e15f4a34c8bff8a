# expect: skipped-batches | exception | wrong-mean-loss | weights-unchanged | first-batch-only
# line: 21
# believes: The batches are kept for the next epoch.

import torch

batches = None


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    global batches
    if batches is None:
        batches = iter(loader)
    model.train()
    total, seen = 0.0, 0
    for images, labels in batches:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        seen += len(labels)
    return total / max(seen, 1)


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
