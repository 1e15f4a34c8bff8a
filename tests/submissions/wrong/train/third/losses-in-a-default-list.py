# expect: wrong-mean-loss
# line: 16 | 19 | 20
# believes: A list that is a default is empty at each call.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader, losses=[]):
    model.train()
    for images, labels in loader:
        losses += [train_step(model, criterion, optimizer, images, labels)] * len(labels)
    return sum(losses) / len(losses)


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), correct / len(loader.dataset)
