# expect: softmax-before-loss
# line: 31 | 32
# source: https://github.com/ariecattan/SciCo/issues/2
# believes: Probabilities are what is measured.

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


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            probs = torch.softmax(model(images), dim=1)
            loss += criterion(probs, labels).item() * len(labels)
            hits += (probs.argmax(1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), hits / len(loader.dataset)
