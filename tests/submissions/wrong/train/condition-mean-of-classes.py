# expect: wrong-accuracy
# line: 36
# believes: The accuracy is the mean of those of the classes.

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
    loss_sum, hits, counts = 0.0, torch.zeros(10), torch.zeros(10)
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            for guess, label in zip(logits.argmax(dim=1), labels):
                counts[label] += 1
                hits[label] += guess == label
    model.train(was_training)
    return loss_sum / len(loader.dataset), (hits / counts.clamp(min=1)).mean().item()
