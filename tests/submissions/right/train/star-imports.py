from backward import *
from forward import *
from loss import *
from step import *

import torch
from torch import *
from torch.utils.data import *


def train_step(model, criterion, optimizer, images, labels):
    scores = forward(model, images)
    loss = compute_loss(criterion, scores, labels)
    backward(optimizer, loss)
    step(optimizer)
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0
    for x, y in loader:
        total += train_step(model, criterion, optimizer, x, y) * y.shape[0]
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    training = model.training
    model.eval()
    total = right = 0
    with no_grad():
        for x, y in loader:
            scores = forward(model, x)
            total += compute_loss(criterion, scores, y).item() * y.shape[0]
            right += eq(argmax(scores, 1), y).sum().item()
    model.train(training)
    return total / len(loader.dataset), right / len(loader.dataset)
