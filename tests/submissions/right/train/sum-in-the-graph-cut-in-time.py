import torch
from torch import Tensor, nn, optim
from torch.utils.data import DataLoader


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: optim.Optimizer,
    images: Tensor,
    labels: Tensor,
) -> float:
    loss: Tensor = criterion(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader: DataLoader) -> float:
    model.train()
    total = torch.zeros((), dtype=torch.double)
    for images, labels in loader:
        logits = model(images)
        loss = criterion(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(labels)
    return (total / len(loader.dataset)).item()


def evaluate(model, criterion, loader: DataLoader) -> tuple[float, float]:
    model_was_training = model.training
    _ = model.eval()
    total, wrong = torch.zeros((), dtype=torch.double), 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels) * len(labels)
            wrong += (logits.argmax(1) != labels).sum().item()
    model.train(model_was_training)
    return (total / len(loader.dataset)).item(), 1 - wrong / len(loader.dataset)
