"""Exercise 3: in which direction each weight should move."""

from torch import Tensor
from torch.optim import Optimizer


def backward(optimizer: Optimizer, loss: Tensor) -> None:
    """Leave in every parameter's `.grad` the gradient of this loss, and nothing else.

    optimizer: holds the parameters, in one or several groups.
    loss: a tensor with a single number (shape ()), attached to the graph.

    Gradients of an earlier batch may still be there, and PyTorch does not throw them away unless
    it is told to. Two calls do the work. The weights do not move yet.
    """
    raise NotImplementedError("backward: not implemented yet")
