# expect: wrong-mean-loss & mode-not-restored
# believes: The mean of the batches is the mean, and eval() stays.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses = [train_step(model, criterion, optimizer, images, labels) for images, labels in loader]
    return sum(losses) / len(losses)


def evaluate(model, criterion, loader):
    model.eval()
    losses, correct = [], 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            losses.append(criterion(logits, labels).item())
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train()
    return sum(losses) / len(losses), correct / len(loader.dataset)
