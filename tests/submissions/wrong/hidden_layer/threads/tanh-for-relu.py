# expect: wrong-architecture
# line: 12 | 15
# source: https://github.com/ubclaunchpad/minutes/pull/134
# believes: All activations are alike.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.Tanh(), nn.Linear(128, 10))

    def forward(self, x):
        return self.net(x)
