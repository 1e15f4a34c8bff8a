# expect: wrong-mean-loss & train-mode-missing
# line: 17 | 20 | 21
# source: https://github.com/facebookresearch/active-mri-acquisition/issues/17
# believes: The mode is somebody else's, and batches are alike.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels)
    return total / len(loader)


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
