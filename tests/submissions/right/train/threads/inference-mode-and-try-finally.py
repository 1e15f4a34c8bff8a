# source: https://github.com/mrdbourke/pytorch-deep-learning/issues/163

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
    training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            pairs = [(model(x), y) for x, y in loader]
            logits = torch.cat([out for out, _ in pairs])
            labels = torch.cat([y for _, y in pairs])
            loss = criterion(logits, labels).item()
            accuracy = (logits.argmax(1) == labels).float().mean().item()
    finally:
        model.train(training)
    return loss, accuracy
