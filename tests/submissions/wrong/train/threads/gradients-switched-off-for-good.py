# expect: gradients-left-off
# line: 28
# source: https://github.com/pytorch/pytorch/issues/13328
# believes: A switch that evaluate turns is turned back by itself.

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
    was_training = model.training
    model.eval()
    torch.set_grad_enabled(False)
    loss, hits = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        hits += (logits.argmax(1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), hits / len(loader.dataset)
