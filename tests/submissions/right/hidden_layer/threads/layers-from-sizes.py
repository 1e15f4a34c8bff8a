# source: https://github.com/pytorch/pytorch/issues/666

from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [784, 128, 10]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        x = x.flatten(1)
        for layer in self.layers[:-1]:
            x = layer(x).relu()
        return self.layers[-1](x)
