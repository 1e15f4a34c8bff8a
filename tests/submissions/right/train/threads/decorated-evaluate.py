# source: https://github.com/mapbox/robosat/pull/109

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
    training = model.training
    model.eval()
    loss = hits = count = 0
    for x, y in loader:
        out = model(x)
        loss += criterion(out, y).item() * x.size(0)
        hits += out.argmax(1).eq(y).sum().item()
        count += x.size(0)
    model.train(mode=training)
    return loss / count, hits / count
