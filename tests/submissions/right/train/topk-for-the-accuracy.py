# right because: The hits of the largest logit, by topk.

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
    total = hits = seen = 0
    with torch.inference_mode():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * labels.size(0)
            hits += logits.topk(1, dim=1).indices.squeeze(1).eq(labels).sum().item()
            seen += labels.size(0)
    model.train(mode)
    return total / seen, hits / seen
