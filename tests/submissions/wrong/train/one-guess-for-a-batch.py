# expect: wrong-accuracy
# line: 33 | 34
# source: https://github.com/mikeizbicki/cmc-csci181-deeplearning/issues/3

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
    loss, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += criterion(logits, labels).item() * len(labels)
            top_n, top_i = logits.topk(1)
            guess = top_i[0].item()
            hits += (labels == guess).sum().item()
    model.train(mode)
    return loss / len(loader.dataset), hits / len(loader.dataset)
