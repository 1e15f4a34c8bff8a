# right because: Parameters in a ParameterDict are parameters of the module
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = nn.ParameterDict({"w": torch.rand(784, 10) / 784, "b": torch.zeros(10)})

    def forward(self, images):
        return torch.matmul(images.flatten(1), self.p["w"]).add(self.p["b"])


def forward(model, images):
    return model(images)
