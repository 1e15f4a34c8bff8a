"""PyTorch's own backward pass in the place of a learner's."""

from torch import Tensor
from torch.optim import Optimizer


def backward(optimizer: Optimizer, loss: Tensor) -> None:
    """Gradients of this loss alone."""
    optimizer.zero_grad()
    loss.backward()
