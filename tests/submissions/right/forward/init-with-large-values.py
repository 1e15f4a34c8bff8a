# right because: Initial values are free: ten times as large as usual still trains.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)
        nn.init.normal_(self.linear.weight, std=0.5)
        nn.init.zeros_(self.linear.bias)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
