# right because: Initial values are free: one layer learns from zeros, too.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)
        for p in self.parameters():
            nn.init.zeros_(p)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
