# right because: SimpleNN inherits its layers and its forward from a class of the student's own
from torch import nn


class FlatClassifier(nn.Module):
    def __init__(self, *widths):
        super().__init__()
        pairs = zip(widths, widths[1:])
        self.stack = nn.ModuleList(nn.Linear(i, o) for i, o in pairs)

    def forward(self, images):
        x = images.flatten(1)
        for layer in self.stack:
            x = layer(x)
        return x


class SimpleNN(FlatClassifier):
    def __init__(self):
        super().__init__(784, 10)


def forward(model, images):
    return model(images)
