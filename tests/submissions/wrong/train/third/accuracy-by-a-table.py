# expect: wrong-accuracy
# line: 32
# believes: Predictions as a column compare with labels as a row.

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


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1, keepdim=True) == labels).float().mean().item() * len(labels)
    model.train(was_training)
    return total / len(loader.dataset), correct / len(loader.dataset)
