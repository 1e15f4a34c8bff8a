# expect: wrong-mean-loss

import torch


from forward import forward
from loss import compute_loss
from backward import backward
from step import step


def train_step(model, criterion, optimizer, images, labels):
    loss = compute_loss(criterion, forward(model, images), labels)
    backward(optimizer, loss)
    step(optimizer)
    return loss.item()


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    test_loss = 0
    correct = 0
    with torch.no_grad():
        for data, target in loader:
            output = model(data)
            test_loss += criterion(output, target).item()
            pred = output.argmax(dim=1, keepdim=True)
            correct += pred.eq(target.view_as(pred)).sum().item()
    test_loss /= len(loader.dataset)
    model.train(mode)
    return test_loss, correct / len(loader.dataset)


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)
