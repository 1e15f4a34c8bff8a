# right because: a list of two numbers unpacks like a pair
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
    mode = model.training
    model.eval()
    totals = [0.0, 0.0]
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            totals[0] += criterion(logits, labels).item() * len(labels)
            totals[1] += logits.topk(1, dim=1).indices.squeeze(1).eq(labels).sum().item()
    model.train(mode)
    return [total / len(loader.dataset) for total in totals]
