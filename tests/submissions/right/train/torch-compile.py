"""Exercise 5: the whole loop, first to learn and then to measure."""

import torch
from torch import nn
from torch.utils.data import DataLoader


@torch.compile
def train_step(
    model: nn.Module,
    criterion: nn.CrossEntropyLoss,
    optimizer: torch.optim.Optimizer,
    images: torch.Tensor,
    labels: torch.Tensor,
) -> float:
    """Learn from one batch: forward, loss, backward and step.

    images: float32, shape (N, 1, 28, 28).
    labels: int64, shape (N,).
    Returns the loss of this batch before the update, as a Python float.

    You may import your own functions from the other files or call PyTorch directly. A float
    carries no graph, a tensor does: find the method that turns one into the other.
    """
    ### BEGIN SOLUTION
    logits = model(images)
    loss = criterion(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION


def train_epoch(
    model: nn.Module,
    criterion: nn.CrossEntropyLoss,
    optimizer: torch.optim.Optimizer,
    loader: DataLoader,
) -> float:
    """Learn from every batch of the loader once, in training mode.

    loader: gives pairs (images, labels); the last batch may be smaller than the others.
    Returns the mean loss per image, as a Python float.

    The loss of a batch is already a mean, over as many images as that batch holds. So think
    before you take the mean of means.
    """
    ### BEGIN SOLUTION
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)
    ### END SOLUTION


def evaluate(
    model: nn.Module, criterion: nn.CrossEntropyLoss, loader: DataLoader
) -> tuple[float, float]:
    """Measure the model on every batch of the loader; learn nothing.

    loader: gives pairs (images, labels); the last batch may be smaller than the others.
    Returns (loss, accuracy): the mean loss per image, and the share of images, 0 to 1, whose
    highest logit is that of the right digit.

    The model runs in evaluation mode and PyTorch keeps no graph: these are two different
    switches. Afterwards the model is in the mode in which it came, whichever that was.
    """
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    total, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), correct / len(loader.dataset)
    ### END SOLUTION
