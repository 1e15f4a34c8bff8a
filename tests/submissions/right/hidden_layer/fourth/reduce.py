# right: the layers are chained with functools.reduce over named children
from collections import OrderedDict
from functools import reduce

from torch import nn


class HiddenNN(nn.Module):
    def __init__(self, n_hidden=128):
        super().__init__()
        self.net = nn.Sequential(
            OrderedDict(
                flat=nn.Flatten(),
                fc1=nn.Linear(28 * 28, n_hidden),
                act=nn.ReLU(inplace=True),
                fc2=nn.Linear(n_hidden, 10),
            )
        )

    def forward(self, images):
        return reduce(lambda x, layer: layer(x), self.net, images)
