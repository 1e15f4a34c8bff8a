# right because: Kaiming's initial values.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)
        nn.init.kaiming_normal_(self.linear.weight)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
