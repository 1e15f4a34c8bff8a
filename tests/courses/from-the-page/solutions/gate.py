"""A layer that decides by itself how much passes."""

import torch
from torch import Tensor, nn


class Gate(nn.Module):
    """Lets a share of each input pass that a linear map of all of them decides."""

    def __init__(self, width: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Parameter(torch.randn(width, width) * 0.1)
        self.bias = nn.Parameter(torch.zeros(width))
        ### END SOLUTION

    def forward(self, inputs: Tensor) -> Tensor:
        """The inputs (N, width), each times its share."""
        ### BEGIN SOLUTION
        return inputs * (inputs @ self.weight.T + self.bias).sigmoid()
        ### END SOLUTION
