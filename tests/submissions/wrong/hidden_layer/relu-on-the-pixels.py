# expect: missing-relu
# line: 13
# believes: It does not matter on which side of the first layer the ReLU stands.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.ReLU(),
            nn.Linear(784, 128),
            nn.Linear(128, 10),
        )

    def forward(self, x):
        return self.net(x)
