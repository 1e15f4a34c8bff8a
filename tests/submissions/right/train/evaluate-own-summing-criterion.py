# right because: evaluation may sum with an own criterion, since the given one is plain cross entropy
import torch
from torch import nn


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


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    summing = nn.CrossEntropyLoss(reduction="sum")
    model.train(False)
    totals = torch.zeros(3, dtype=torch.float64)
    for images, labels in loader:
        logits = model(images)
        hits = (logits.argmax(1) == labels).sum()
        totals += torch.stack([summing(logits, labels), hits, torch.tensor(len(labels))])
    model.train(was_training)
    loss, correct, seen = totals.tolist()
    return loss / seen, correct / seen
