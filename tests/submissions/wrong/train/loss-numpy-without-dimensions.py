# expect: loss-not-float

import torch
def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.detach().numpy()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


@torch.no_grad()
def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    test_loss = 0
    correct = 0
    seen = 0
    for data, target in loader:
        output = model(data)
        test_loss += criterion(output, target).item() * data.size(0)
        _, predicted = torch.max(output, 1)
        correct += predicted.eq(target).sum().item()
        seen += target.size(0)
    if mode:
        model.train()
    return test_loss / seen, correct / seen
