# expect: wrong-mean-loss
# line: 34 | 37
# source: https://github.com/NVIDIA/DeepLearningExamples/pull/299
# believes: The last loss stands for all.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, seen = 0.0, 0
    for batch in loader:
        inputs, targets = batch
        total += train_step(model, criterion, optimizer, inputs, targets) * targets.size(0)
        seen += targets.size(0)
    return total / seen


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    hits = 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            val_loss = criterion(logits, labels).item()
            hits += (logits.argmax(-1) == labels).sum().item()
    model.train(was_training)
    return val_loss, hits / len(loader.dataset)
