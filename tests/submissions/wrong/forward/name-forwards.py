# expect: exception
# line: 14
# believes: The method is called forwards.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forwards(self, images):
        return self.linear(self.flatten(images))


def forward(model, images):
    return model(images)
