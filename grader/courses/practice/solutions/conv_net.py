"""Exercise 9: a small convolutional network, and the loop that trains it."""

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader


class ConvNet(nn.Module):
    """Two convolutions with batch norm, dropout, and a linear layer."""

    def __init__(self) -> None:
        """Create, from layers of `torch.nn`:

        a convolution from 1 to 8 channels and one from 8 to 16, both 3 x 3, with stride 2, padding 1
        and no bias; batch norm after each; dropout of 0.2; a linear layer to 10 logits.
        """
        super().__init__()
        ### BEGIN SOLUTION
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.Flatten(),
        )
        self.dropout, self.linear = nn.Dropout(0.2), nn.Linear(16 * 7 * 7, 10)
        ### END SOLUTION

    def forward(self, images: Tensor) -> Tensor:
        """Give ten logits for each image.

        images: float32, shape (N, 1, 28, 28).
        Returns the logits: float32, shape (N, 10).

        Convolution, batch norm, ReLU; the same with the second ones; flatten; dropout; linear.
        """
        ### BEGIN SOLUTION
        return self.linear(self.dropout(self.features(images)))
        ### END SOLUTION


def make_loss() -> nn.Module:
    """Create the loss function: the mean cross-entropy of a batch."""
    ### BEGIN SOLUTION
    return nn.CrossEntropyLoss()
    ### END SOLUTION


def make_optimizer(model: nn.Module, lr: float) -> Optimizer:
    """Create SGD with a momentum of 0.9 over all parameters of the model."""
    ### BEGIN SOLUTION
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    ### END SOLUTION


def train_epoch(model: nn.Module, loss_fn, optimizer: Optimizer, loader: DataLoader) -> float:
    """Learn from every batch of the loader once, in training mode.

    Returns the mean loss per sample, as a Python float; the last batch may be smaller.
    """
    ### BEGIN SOLUTION
    model.train()
    total, samples = 0.0, 0
    for inputs, labels in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        samples += len(labels)
    return total / samples
    ### END SOLUTION
