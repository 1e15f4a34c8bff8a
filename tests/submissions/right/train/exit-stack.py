import contextlib

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
    with contextlib.ExitStack() as stack:
        stack.callback(model.train, model.training)
        stack.enter_context(torch.inference_mode())
        model.eval()
        rows = [(model(x), y) for x, y in loader]
        total = sum(float(criterion(o, y)) * len(y) for o, y in rows)
        hits = sum(int(o.argmax(-1).eq(y).sum()) for o, y in rows)
        n = sum(len(y) for _, y in rows)
    return total / n, hits / n
