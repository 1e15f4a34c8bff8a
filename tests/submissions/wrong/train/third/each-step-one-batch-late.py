# expect: step-before-backward | missing-step | wrong-update | skipped-batches | zero-grad-after-backward
# line: 9
# believes: The step for a batch may be made when the next one comes.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.step()
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), correct / len(loader.dataset)
