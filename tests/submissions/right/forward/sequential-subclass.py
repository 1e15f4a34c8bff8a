# right because: a subclass of Sequential is a module too and needs no forward of its own
from torch import nn


class SimpleNN(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Flatten(), nn.Linear(784, 10))


def forward(model, images):
    return model(images)
