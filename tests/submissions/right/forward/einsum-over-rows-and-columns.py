import math

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        bound = 1 / math.sqrt(28 * 28)
        self.templates = nn.Parameter(torch.empty(10, 28, 28).uniform_(-bound, bound))
        self.offsets = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        return torch.einsum("nchw,khw->nk", images, self.templates) + self.offsets


def forward(model, images):
    return model(images)
