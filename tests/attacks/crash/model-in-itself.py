# replaces: forward.py
# kind: crash
# earns: 0-12
# elsewhere: 0-20
# tries: A model holds itself, its parameters are one number many times over, and views of one another.
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        one = torch.zeros(7840)
        self.weight = nn.Parameter(torch.zeros(1).expand(10, 784))
        self.bias = nn.Parameter(one[3:13])
        self.again = nn.Parameter(one[:10])
        self._modules["me"] = self

    def forward(self, images):
        return images.flatten(1) @ self.weight.T + self.bias


def forward(model, images):
    model._modules["me"] = model
    return model(images)
