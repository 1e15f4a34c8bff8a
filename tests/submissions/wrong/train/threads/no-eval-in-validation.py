# expect: eval-mode-missing
# line: 25 | 27 | 28 | 29
# source: https://github.com/eecn/Hyperspectral-Classification/issues/21
# believes: no_grad switches dropout off.

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


def evaluate(net, criterion, data_loader):
    loss, accuracy, total = 0.0, 0, 0
    with torch.no_grad():
        for data, target in data_loader:
            output = net(data)
            loss += criterion(output, target).item() * len(target)
            _, predicted = torch.max(output, dim=1)
            accuracy += (predicted == target).sum().item()
            total += len(target)
    return loss / total, accuracy / total
