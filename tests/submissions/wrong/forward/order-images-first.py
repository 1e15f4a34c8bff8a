# expect: wrong-signature
# line: 18
# believes: The images come first.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(self.flatten(images))


def forward(images, model):
    return model(images)
