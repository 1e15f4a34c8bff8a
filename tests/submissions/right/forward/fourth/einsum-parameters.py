# right: weight and bias are bare parameters, multiplied by einsum
import torch
from torch import Tensor, nn


class SimpleNN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        bound = 1 / 28  # 1 / sqrt(784), as nn.Linear does
        self.weight = nn.Parameter(torch.empty(10, 28 * 28).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(10).uniform_(-bound, bound))

    def forward(self, images: Tensor) -> Tensor:
        rows = images.reshape(images.shape[0], 28 * 28)
        return torch.einsum("np,kp->nk", rows, self.weight) + self.bias


def forward(model: nn.Module, images: Tensor) -> Tensor:
    return model(images)
