import torch

from backward import backward
from forward import forward
from helpers import Share, share_of
from loss import compute_loss
from step import step


def train_step(model, criterion, optimizer, images, labels):
    return _learn(model, criterion, optimizer, images, labels).mean()[0]


def _learn(model, criterion, optimizer, images, labels):
    logits = forward(model, images)
    loss = compute_loss(criterion, logits, labels)
    backward(optimizer, loss)
    step(optimizer)
    return share_of(loss.detach(), logits.detach(), labels)


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    return sum((_learn(model, criterion, optimizer, *b) for b in loader), start=Share()).mean()[0]


def evaluate(model, criterion, loader):
    was = model.training
    model.eval()
    whole = Share()
    with torch.no_grad():
        for images, labels in loader:
            logits = forward(model, images)
            whole += share_of(compute_loss(criterion, logits, labels), logits, labels)
    model.train(was)
    return whole.mean()
