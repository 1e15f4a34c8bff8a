import torch
from torch import nn
from torch.nn import init


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        weights = torch.empty(784, 10)
        init.xavier_uniform_(weights)
        self.register_parameter("weights", nn.Parameter(weights))
        self.register_parameter("bias", nn.Parameter(torch.zeros(1, 10)))

    def forward(self, x):
        return torch.addmm(self.bias, x.flatten(1), self.weights)


def forward(model, images):
    with torch.set_grad_enabled(True):
        return model(images)
