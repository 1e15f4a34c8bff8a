# expect: exception
# line: 17 | 18
# source: https://github.com/Lightning-AI/pytorch-lightning/issues/2282
# believes: nn.ReLU is a function.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten(1)
        x = nn.ReLU(self.fc1(x))
        return self.fc2(x)
