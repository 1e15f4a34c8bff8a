# right because: x @ W + b with W stored as (784, 10) is the same affine map with the same number of parameters
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(784, 10) * 0.03)
        self.bias = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        return images.reshape(len(images), -1) @ self.weight + self.bias


def forward(model, images):
    return model(images)
