# expect: loss-not-float
# line: 14
# source: https://github.com/BatsResearch/labelmodels/issues/4
# believes: Adding tensors up is the same as adding floats.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0
    for images, labels in loader:
        running_loss += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return float(running_loss) / len(loader.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
