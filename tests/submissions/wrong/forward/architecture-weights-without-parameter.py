# expect: wrong-architecture
# line: 12
# believes: A tensor with requires_grad=True is a parameter of the module.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.randn(784, 10, requires_grad=True)
        self.bias = torch.zeros(10, requires_grad=True)

    def forward(self, x):
        return x.flatten(1) @ self.weight + self.bias


def forward(model, images):
    return model(images)
