# right because: the model and the images arrive by position, whatever catches them
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(*args):
    model, *inputs = args
    return model(*inputs)
