# expect: softmax-before-loss
# line: 30
# believes: For the accuracy one needs probabilities, and the loss takes them just as well.

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
    loss_sum, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            probs = model(images).softmax(dim=1)
            loss_sum += criterion(probs, labels).item() * len(labels)
            correct += (probs.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
