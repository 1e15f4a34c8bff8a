# source: https://github.com/tflearn/tflearn/issues/75

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
    training = model.training
    model.eval()
    loss, hits = 0.0, 0.0
    with torch.no_grad():
        for x, y in loader:
            out = model(x)
            loss += criterion(out, y).item() * len(y)
            _, best = out.topk(1, dim=1)
            hits += best.t().eq(y.view(1, -1)).float().sum().item()
    model.train(training)
    return loss / len(loader.dataset), hits / len(loader.dataset)
