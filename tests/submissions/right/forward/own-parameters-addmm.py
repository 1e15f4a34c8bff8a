# right because: addmm adds the bias to the matrix product, which is the linear layer
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_parameter("W", nn.Parameter(0.01 * torch.randn(10, 784)))
        self.register_parameter("b", nn.Parameter(0.01 * torch.randn(10)))

    def forward(self, images):
        return torch.addmm(self.b, images.flatten(1), self.W.t())


def forward(model, images):
    return model(images)
