# expect: wrong-mean-loss
# line: 35 | 36
# source: https://github.com/udacity/deep-learning-v2-pytorch/issues/415
# believes: The loader's length counts the images.

import torch


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


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    valid_loss, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            output = model(images)
            valid_loss += criterion(output, labels).item() * images.size(0)
            correct += output.argmax(1).eq(labels).sum().item()
    model.train(mode)
    valid_loss /= len(loader)
    return valid_loss, correct / len(loader.dataset)
