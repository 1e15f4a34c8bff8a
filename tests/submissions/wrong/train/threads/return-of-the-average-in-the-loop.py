# expect: first-batch-only
# line: 23
# source: https://github.com/facebookresearch/deepcluster/issues/1
# believes: The return belongs under the last line.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses, count = 0.0, 0
    for i, (inputs, target) in enumerate(loader):
        losses += train_step(model, criterion, optimizer, inputs, target) * len(target)
        count += len(target)
        return losses / count


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    losses, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for inputs, targets in loader:
            outputs = model(inputs)
            losses += criterion(outputs, targets).item() * targets.size(0)
            correct += outputs.argmax(-1).eq(targets).sum().item()
            seen += targets.size(0)
    model.train(mode)
    return losses / seen, correct / seen
