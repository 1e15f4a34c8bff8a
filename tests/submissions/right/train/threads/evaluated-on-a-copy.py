# source: https://github.com/MILVLG/mcan-vqa/issues/26

import copy

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
    net = copy.deepcopy(model).eval()
    loss, hits = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            logits = net(x)
            loss += criterion(logits, y).item() * len(y)
            hits += (logits.argmax(dim=1) == y).sum().item()
    return loss / len(loader.dataset), hits / len(loader.dataset)
