# expect: zero-grad-after-backward & wrong-mean-loss
# line: 11 | 20 | 21
# believes: Clearing belongs to the end, and a mean is a mean.

import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels)
    return total / len(loader)


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), correct / len(loader.dataset)
