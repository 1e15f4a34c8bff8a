# expect: wrong-architecture | missing-parameters
# line: 10
# source: https://github.com/pytorch/examples/issues/277
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(784, 128), nn.Linear(128, 10)]

    def forward(self, x):
        x = x.view(-1, 784)
        x = self.layers[0](x).relu()
        return self.layers[1](x)
