import sys

import torch
from torch import nn


def progress(iterable, total=None, every=10):
    """A small tqdm."""
    total = total or len(iterable)
    for number, item in enumerate(iterable, start=1):
        yield item
        if number % every == 0 or number == total:
            print(f"\r{number}/{total}", end="", file=sys.stderr)


class AverageMeter:
    def __init__(self):
        self.reset()

    def reset(self):
        self.sum, self.count = 0.0, 0

    def update(self, value, n=1):
        self.sum += value * n
        self.count += n

    @property
    def avg(self):
        return self.sum / max(self.count, 1)


def train_step(model: nn.Module, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad(set_to_none=True)
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    meter = AverageMeter()
    model.train()
    for step, (images, labels) in enumerate(progress(loader)):
        meter.update(train_step(model, criterion, optimizer, images, labels), images.size(0))
        if step % 50 == 0:
            print(f"{step}: {meter.avg:.4f}")
    return meter.avg


def evaluate(model, criterion, loader):
    was_training = model.training
    losses, accuracies = AverageMeter(), AverageMeter()
    model.eval()
    with torch.inference_mode():
        for images, labels in progress(loader):
            output = model(images)
            losses.update(criterion(output, labels).item(), labels.size(0))
            accuracies.update((output.max(1)[1] == labels).float().mean().item(), labels.size(0))
    if was_training:
        model.train()
    return losses.avg, accuracies.avg
