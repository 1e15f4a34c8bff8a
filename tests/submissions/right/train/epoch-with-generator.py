# right because: the generator gives each batch's share of the sum, one after the other
import math

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def shares(model, criterion, optimizer, loader):
    for images, labels in loader:
        yield train_step(model, criterion, optimizer, images, labels) * labels.numel()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    return math.fsum(shares(model, criterion, optimizer, loader)) / len(loader.dataset)


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), correct / len(loader.dataset)
