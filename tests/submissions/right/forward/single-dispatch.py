# right because: singledispatch finds the version for modules and calls it
from functools import singledispatch

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


@singledispatch
def forward(model, images):
    raise TypeError(f"not a model: {model!r}")


@forward.register(nn.Module)
def _(model, images):
    return model(images)
