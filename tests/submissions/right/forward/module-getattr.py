# right because: a module's __getattr__ makes the name importable from its file
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def _run(model, images):
    return model(images)


def __getattr__(name):
    if name == "forward":
        return _run
    raise AttributeError(name)
