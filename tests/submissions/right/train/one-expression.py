import torch

from backward import backward
from forward import forward
from loss import compute_loss
from step import step


def train_step(model, criterion, optimizer, images, labels):
    backward(optimizer, loss := compute_loss(criterion, forward(model, images), labels))
    step(optimizer)
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    return sum(
        train_step(model, criterion, optimizer, images, labels) * len(images)
        for images, labels in loader
    ) / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode, _ = model.training, model.eval()
    with torch.no_grad():
        pairs = [(model(images), labels) for images, labels in loader]
    model.train(mode)
    logits, labels = (torch.cat(column) for column in zip(*pairs))
    return criterion(logits, labels).item(), (logits.argmax(-1) == labels).float().mean().item()
