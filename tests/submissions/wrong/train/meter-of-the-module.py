# expect: wrong-mean-loss
# line: 18 | 32 | 33
# source: https://github.com/kekmodel/FixMatch-pytorch/issues/40
import torch


class AverageMeter:
    def __init__(self):
        self.sum = 0.0
        self.count = 0

    def update(self, val, n=1):
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count


losses = AverageMeter()


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    for images, labels in loader:
        losses.update(train_step(model, criterion, optimizer, images, labels), len(labels))
    return losses.avg


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    meter, top1 = AverageMeter(), AverageMeter()
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            meter.update(criterion(logits, labels).item(), len(labels))
            top1.update((logits.argmax(1) == labels).float().mean().item(), len(labels))
    model.train(mode)
    return meter.avg, top1.avg
