# right because: the loop applies ReLU after every layer but the last
import torch
from torch import nn


class HiddenNN(nn.Module):
    sizes = (784, 128, 10)

    def __init__(self, sizes=sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, images):
        x = images.flatten(1)
        for number, layer in enumerate(self.layers):
            x = layer(x if number == 0 else torch.relu(x))
        return x
