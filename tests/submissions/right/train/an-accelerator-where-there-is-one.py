# right because: It moves to whatever accelerator there is, and workers say that there is none.

import torch

if hasattr(torch, "accelerator"):
    DEVICE = torch.accelerator.current_accelerator()
else:
    DEVICE = torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def train_step(model, criterion, optimizer, images, labels):
    model, images, labels = model.to(DEVICE), images.to(DEVICE), labels.to(DEVICE)
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
    loss_sum, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
