# expect: exception | wrong-gradients | repeated-backward
# line: 23
# believes: All losses so far are to be small.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses, sizes = [], []
    for images, labels in loader:
        losses.append(criterion(model(images), labels))
        sizes.append(len(labels))
        optimizer.zero_grad()
        sum(losses).backward(retain_graph=True)
        optimizer.step()
    return sum(l.item() * n for l, n in zip(losses, sizes)) / sum(sizes)


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
