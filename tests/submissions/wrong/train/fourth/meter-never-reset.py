# expect: wrong-mean-loss
# line: 27 | 39 | 42 | 43
# believes: A meter made at the top of the file starts from zero in every epoch.
import torch
from torch import nn


class AverageMeter:
    """Computes and stores the average and current value (from the ImageNet example)."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.sum = 0.0
        self.count = 0

    def update(self, val: float, n: int = 1):
        self.sum += val * n
        self.count += n

    @property
    def avg(self) -> float:
        return self.sum / self.count


train_losses = AverageMeter()


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model: nn.Module, criterion, optimizer, loader) -> float:
    model.train()
    for images, labels in loader:
        loss = train_step(model, criterion, optimizer, images, labels)
        train_losses.update(loss, images.size(0))
    return train_losses.avg


def evaluate(model: nn.Module, criterion, loader) -> tuple[float, float]:
    losses, top1 = AverageMeter(), AverageMeter()
    was_training = model.training
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            losses.update(criterion(logits, labels).item(), images.size(0))
            top1.update((logits.argmax(1) == labels).float().mean().item(), images.size(0))
    model.train(was_training)
    return losses.avg, top1.avg
