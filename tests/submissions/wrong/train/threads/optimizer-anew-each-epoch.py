# expect: new-optimizer-each-step | wrong-learning-rate | wrong-optimizer
# line: 19
# source: https://github.com/alan-turing-institute/deepsensor/issues/47
# believes: Each epoch wants a fresh optimizer.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=5e-2)
    total = 0.0
    for x, y in loader:
        total += train_step(model, criterion, optimizer, x, y) * len(y)
    return total / len(loader.dataset)


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
