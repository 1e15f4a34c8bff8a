"""A small network, and the loop that trains it."""

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader


class Moons(nn.Module):
    """From three coordinates to the scores of two classes, by way of twelve."""

    def __init__(self) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.inner, self.outer = nn.Linear(3, 12), nn.Linear(12, 2)
        ### END SOLUTION

    def forward(self, points: Tensor) -> Tensor:
        """Logits (N, 2) of points (N, 3)."""
        ### BEGIN SOLUTION
        return self.outer(self.inner(points).tanh())
        ### END SOLUTION


def make_loss() -> nn.Module:
    """The loss function of the training."""
    ### BEGIN SOLUTION
    return nn.CrossEntropyLoss()
    ### END SOLUTION


def make_optimizer(model: nn.Module, lr: float) -> Optimizer:
    """Plain SGD over all of a model's parameters."""
    ### BEGIN SOLUTION
    return torch.optim.SGD(model.parameters(), lr=lr)
    ### END SOLUTION


def train_epoch(model: nn.Module, loss_fn, optimizer: Optimizer, loader: DataLoader) -> float:
    """Train on every batch once; the mean loss of a sample."""
    ### BEGIN SOLUTION
    model.train()
    total, count = 0.0, 0
    for points, labels in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(points), labels)
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(labels), count + len(labels)
    return total / count
    ### END SOLUTION
