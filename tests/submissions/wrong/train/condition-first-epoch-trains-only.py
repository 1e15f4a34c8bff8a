# expect: missing-backward | missing-step | weights-unchanged
# line: 23 | 24
# believes: The model is trained once.

import torch

trained = False


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    global trained
    model.train()
    total = 0.0
    for images, labels in loader:
        if trained:
            total += criterion(model(images), labels).item() * len(labels)
        else:
            total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    trained = True
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
