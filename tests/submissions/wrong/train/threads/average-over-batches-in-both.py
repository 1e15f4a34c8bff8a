# expect: wrong-mean-loss
# line: 21 | 22
# source: https://github.com/https-deeplearning-ai/tensorflow-3/issues/3
# believes: The mean of means is the mean.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses_train = []
    for images, labels in loader:
        losses_train.append(train_step(model, criterion, optimizer, images, labels))
    return sum(losses_train) / len(losses_train)


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
