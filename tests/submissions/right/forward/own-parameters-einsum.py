# right because: einsum over the pixels of a flat image is a matrix product
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.empty(10, 784).uniform_(-0.03, 0.03))
        self.b = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        return torch.einsum("np,kp->nk", images.flatten(1), self.w) + self.b


def forward(model, images):
    return model(images)
