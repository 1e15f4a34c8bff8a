# expect: exception | repeated-backward | wrong-gradients
# line: 22 | 23
# source: https://github.com/pytorch/pytorch/issues/17568
# believes: The running loss is what is differentiated.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0
    for images, labels in loader:
        optimizer.zero_grad()
        running_loss = running_loss + criterion(model(images), labels)
        running_loss.backward()
        optimizer.step()
    return running_loss.item() / len(loader)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
