import torch

def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    with torch.autocast("cpu", enabled=False):
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
    was = model.training
    model.eval()
    total, right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            right += (logits.argmax(1) == labels).sum().item()
    model.train(was)
    return total / len(loader.dataset), right / len(loader.dataset)
