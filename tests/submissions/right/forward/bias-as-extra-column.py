import math

import torch
from torch import nn


class SimpleNN(nn.Module):
    """One matrix; its last column is the bias."""

    def __init__(self):
        super().__init__()
        bound = 1 / math.sqrt(784)
        self.theta = nn.Parameter(torch.empty(10, 785).uniform_(-bound, bound))

    def forward(self, images):
        rows = images.reshape(len(images), 784)
        ones = rows.new_ones(len(rows), 1)
        return torch.cat([rows, ones], dim=1) @ self.theta.T


def forward(model, images):
    return model(images)
