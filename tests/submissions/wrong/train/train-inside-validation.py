# expect: eval-mode-missing
# line: 29
# source: https://github.com/pliang279/MultiBench/issues/26
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
    with torch.no_grad():
        total, hits = 0.0, 0
        for images, labels in loader:
            model.train()
            out = model(images)
            total += criterion(out, labels).item() * len(labels)
            hits += (out.argmax(1) == labels).sum().item()
    model.train(mode)
    return total / len(loader.dataset), hits / len(loader.dataset)
