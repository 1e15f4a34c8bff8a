# source: https://huggingface.co/datasets/nvidia/Nemotron-CC-Math-v1

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(10, 784) * 0.01)
        self.b = nn.Parameter(torch.zeros(10))

    def forward(self, x):
        return x.view(x.size(0), -1) @ self.w.t() + self.b


def forward(model, images):
    return model(images)
