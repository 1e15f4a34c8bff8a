# right because: type() makes the same class that a class statement makes
from torch import nn


def _init(self):
    nn.Module.__init__(self)
    self.add_module("linear", nn.Linear(784, 10))


SimpleNN = type(
    "SimpleNN",
    (nn.Module,),
    {"__init__": _init, "forward": lambda self, x: self.linear(x.flatten(1))},
)


def forward(model, images):
    return model(images)
