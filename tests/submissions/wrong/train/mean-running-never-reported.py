# expect: wrong-mean-loss
# line: 24
# believes: The running loss is printed every hundred batches and begins anew.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running, last = 0.0, 0.0
    for i, (images, labels) in enumerate(loader):
        running += train_step(model, criterion, optimizer, images, labels)
        if i % 100 == 99:
            last = running / 100
            running = 0.0
    return last


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
