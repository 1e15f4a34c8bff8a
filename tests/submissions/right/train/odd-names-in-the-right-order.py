# right because: Parameters may have any names, as long as their order is that of the exercise.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(net, loss_fn, opt, data):
    net.train()
    total = 0.0
    for images, labels in data:
        total += train_step(net, loss_fn, opt, images, labels) * len(labels)
    return total / len(data.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss_sum, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
