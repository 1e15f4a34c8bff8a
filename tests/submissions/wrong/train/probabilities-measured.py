# expect: softmax-before-loss
# line: 30 | 31
# source: https://github.com/marrrcin/pytorch-resnet-mnist/issues/1

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
    mode = model.training
    model.eval()
    loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            probabilities = torch.softmax(model(images), dim=1)
            loss += criterion(probabilities, labels).item() * len(labels)
            hits += (probabilities.argmax(1) == labels).sum().item()
    model.train(mode)
    return loss / len(loader.dataset), hits / len(loader.dataset)
