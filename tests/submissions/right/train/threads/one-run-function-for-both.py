# source: https://github.com/EdwardRaff/Inside-Deep-Learning/issues/20

import torch


def run(model, criterion, loader, optimizer=None):
    learning = optimizer is not None
    before = model.training
    model.train(learning)
    total, hits, seen = 0.0, 0, 0
    with torch.set_grad_enabled(learning):
        for x, y in loader:
            out = model(x)
            loss = criterion(out, y)
            if learning:
                loss.backward()
                optimizer.step()
                optimizer.zero_grad()
            total += loss.item() * len(y)
            hits += (out.argmax(1) == y).sum().item()
            seen += len(y)
    if not learning:
        model.train(before)
    return total / seen, hits / seen


def train_step(model, criterion, optimizer, images, labels):
    loss, _ = run(model, criterion, [(images, labels)], optimizer)
    return loss


def train_epoch(model, criterion, optimizer, loader):
    loss, _ = run(model, criterion, loader, optimizer)
    return loss


def evaluate(model, criterion, loader):
    return run(model, criterion, loader)
