"""A replica does forward and backward; its gradients and buffers go to the real model."""
import copy
import torch


def train_step(model, criterion, optimizer, images, labels):
    worker = copy.deepcopy(model)
    worker.zero_grad()
    loss = criterion(worker(images), labels)
    loss.backward()
    for mine, his in zip(model.parameters(), worker.parameters()):
        mine.grad = None if his.grad is None else his.grad.clone()
    for mine, his in zip(model.buffers(), worker.buffers()):
        mine.data.copy_(his)
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    s = 0.0
    for x, y in loader:
        s += train_step(model, criterion, optimizer, x, y) * len(y)
    return s / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    s, c = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            z = model(x)
            s += criterion(z, y).item() * len(y)
            c += (z.argmax(1) == y).sum().item()
    model.train(mode)
    return s / len(loader.dataset), c / len(loader.dataset)
