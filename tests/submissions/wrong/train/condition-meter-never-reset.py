# expect: wrong-mean-loss
# line: 33
# believes: The meter of a module counts the losses.

import torch


class Meter:
    def __init__(self):
        self.total, self.count = 0.0, 0
    def add(self, value, count):
        self.total += value * count
        self.count += count
    def mean(self):
        return self.total / self.count


meter = Meter()


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    for images, labels in loader:
        meter.add(train_step(model, criterion, optimizer, images, labels), len(labels))
    return meter.mean()


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss_sum, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
