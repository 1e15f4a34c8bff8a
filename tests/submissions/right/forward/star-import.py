# right because: names from a star import are the same classes
from torch import *
from torch.nn import *


class SimpleNN(Module):
    def __init__(self):
        super().__init__()
        self.flat, self.linear = Flatten(), Linear(784, 10)

    def forward(self, images):
        return self.linear(self.flat(images))


def forward(model, images):
    return model(images)
