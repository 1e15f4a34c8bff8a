# right because: the parts in the ModuleDict are called in their order
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        # the output layer comes first here, but not in forward
        self.parts = nn.ModuleDict(
            {"out": nn.Linear(128, 10), "relu": nn.ReLU(), "in": nn.Linear(784, 128)}
        )

    def forward(self, images):
        x = images.flatten(1)
        for name in ("in", "relu", "out"):
            x = self.parts[name](x)
        return x
