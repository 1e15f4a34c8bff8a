# expect: wrong-update
# line: 26
# believes: An average of the weights generalises better.

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
    average = [p.detach().clone() for p in model.parameters()]
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        for a, p in zip(average, model.parameters()):
            a.mul_(0.9).add_(p.detach(), alpha=0.1)
    with torch.no_grad():
        for a, p in zip(average, model.parameters()):
            p.copy_(a)
    return total / len(loader.dataset)


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
