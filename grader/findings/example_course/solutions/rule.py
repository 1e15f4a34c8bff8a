"""An optimizer for a model."""

import torch
from torch import nn
from torch.optim import Optimizer


def sgd_for(model: nn.Module, lr: float = 0.1) -> Optimizer:
    """Plain SGD over every parameter of a model."""
    ### BEGIN SOLUTION
    return torch.optim.SGD(model.parameters(), lr=lr)
    ### END SOLUTION
