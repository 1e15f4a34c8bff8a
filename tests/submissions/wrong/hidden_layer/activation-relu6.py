# expect: wrong-architecture
# line: 12
# believes: ReLU6 is a newer name of ReLU.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(), nn.Linear(784, 128), nn.ReLU6(), nn.Linear(128, 10)
        )

    def forward(self, x):
        return self.net(x)
