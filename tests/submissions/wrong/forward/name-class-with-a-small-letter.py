# expect: missing-function
# line: 8
# believes: Capital letters make no difference.

from torch import nn


class simpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(self.flatten(images))


def forward(model, images):
    return model(images)
