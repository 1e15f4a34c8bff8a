# source: https://github.com/wenwenyu/PICK-pytorch/issues/77

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
    modes = {module: module.training for module in model.modules()}
    model.eval()
    loss, hits = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            logits = model(x)
            loss += criterion(logits, y).item() * len(y)
            hits += (logits.argmax(dim=1) == y).sum().item()
    for module, mode in modes.items():
        module.training = mode
    return loss / len(loader.dataset), hits / len(loader.dataset)
