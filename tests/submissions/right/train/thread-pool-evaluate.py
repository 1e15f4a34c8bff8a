import torch
from concurrent.futures import ThreadPoolExecutor

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


def _one(model, criterion, images, labels):
    with torch.no_grad():
        logits = model(images)
        return criterion(logits, labels).item() * len(labels), int((logits.argmax(1) == labels).sum())


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    with ThreadPoolExecutor(1) as pool:
        parts = [pool.submit(_one, model, criterion, x, y).result() for x, y in loader]
    model.train(mode)
    size = len(loader.dataset)
    return sum(p[0] for p in parts) / size, sum(p[1] for p in parts) / size
