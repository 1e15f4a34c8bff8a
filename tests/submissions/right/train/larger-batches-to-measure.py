from itertools import starmap

import torch
from torch.utils.data import DataLoader


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()

    def learn(images, labels):
        return len(labels) * train_step(model, criterion, optimizer, images, labels)

    return sum(starmap(learn, loader)) / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    loss = correct = 0
    with torch.no_grad():
        for images, labels in DataLoader(loader.dataset, batch_size=512):
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            correct += torch.eq(logits.max(dim=1).indices, labels).sum().item()
    model.train(mode)
    return loss / len(loader.dataset), correct / len(loader.dataset)
