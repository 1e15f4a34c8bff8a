# expect: wrong-mean-loss
# line: 21 | 22 | 23
# source: https://github.com/udacity/deep-learning-v2-pytorch/issues/129
# believes: One divides by the number of images, whatever was added.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    train_loss = 0.0
    for images, labels in loader:
        train_loss += train_step(model, criterion, optimizer, images, labels)
    train_loss = train_loss / len(loader.dataset)
    return train_loss


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
