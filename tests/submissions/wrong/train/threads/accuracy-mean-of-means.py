# expect: wrong-accuracy
# line: 34 | 36
# source: https://github.com/udacity/deep-learning-v2-pytorch/pull/74
# believes: The mean of the batches' accuracies is the accuracy.

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
    was_training = model.training
    model.eval()
    loss_sum, accuracy = 0.0, 0.0
    with torch.no_grad():
        for images, labels in loader:
            scores = model(images)
            loss_sum += criterion(scores, labels).item() * len(labels)
            equals = scores.argmax(dim=1) == labels
            accuracy += torch.mean(equals.type(torch.FloatTensor)).item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), accuracy / len(loader)
