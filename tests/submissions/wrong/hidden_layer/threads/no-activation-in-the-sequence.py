# expect: missing-relu
# line: 12 | 14 | 15 | 19
# source: https://github.com/YujiaBao/ls/issues/1
# believes: A Sequential bends by itself.

from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.mlp = nn.Sequential(
            nn.Flatten(),
            nn.Linear(784, 128),
            nn.Linear(128, 10),
        )

    def forward(self, x):
        return self.mlp(x)
