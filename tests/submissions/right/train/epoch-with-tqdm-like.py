import sys

import torch

def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def progress(iterable):
    total = len(iterable)
    for i, item in enumerate(iterable, 1):
        sys.stdout.write(f"\r{i}/{total}")
        yield item
    sys.stdout.write("\n")


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses = torch.zeros(len(loader))
    sizes = torch.zeros(len(loader))
    for i, (images, labels) in enumerate(progress(loader)):
        losses[i] = train_step(model, criterion, optimizer, images, labels)
        sizes[i] = len(labels)
    return (losses * sizes).sum().item() / sizes.sum().item()


def evaluate(model, criterion, loader):
    was = model.training
    model.eval()
    total, right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            right += (logits.argmax(1) == labels).sum().item()
    model.train(was)
    return total / len(loader.dataset), right / len(loader.dataset)
