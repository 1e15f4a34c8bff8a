import copy

import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def _walk(batches, work, total=0.0, count=0):
    batch = next(batches, None)
    if batch is None:
        return total / count
    images, labels = batch
    return _walk(batches, work, total + work(images, labels) * len(labels), count + len(labels))


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    return _walk(iter(loader), lambda x, y: train_step(model, criterion, optimizer, x, y))


def evaluate(model, criterion, loader):
    twin = copy.deepcopy(model).eval().requires_grad_(False)

    def loss_of(images, labels):
        return criterion(twin(images), labels).item()

    def accuracy_of(images, labels):
        return (twin(images).argmax(-1) == labels).double().mean().item()

    with torch.no_grad():
        return _walk(iter(loader), loss_of), _walk(iter(loader), accuracy_of)
