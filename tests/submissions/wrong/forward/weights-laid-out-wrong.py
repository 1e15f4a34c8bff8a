# expect: wrong-architecture | wrong-shape | exception
# line: 11 | 16
# source: https://huggingface.co/datasets/nvidia/Nemotron-CC-Math-v1
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(10, 784) / 28)
        self.b = nn.Parameter(torch.zeros(10))

    def forward(self, x):
        x = x.flatten(1)
        return torch.matmul(x, self.w) + self.b


def forward(model, images):
    return model(images)
