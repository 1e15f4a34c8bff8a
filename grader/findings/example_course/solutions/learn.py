"""The gradients of one loss."""

from torch import Tensor
from torch.optim import Optimizer


def learn(optimizer: Optimizer, loss: Tensor) -> None:
    """Clear the gradients that are there, and compute those of this loss."""
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    loss.backward()
    ### END SOLUTION
