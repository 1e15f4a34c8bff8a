# expect: exception
# line: 16 | 17
# source: https://github.com/Lightning-AI/pytorch-lightning/issues/2282
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten(1)
        x = self.fc1(x)
        x = nn.ReLU(x)
        return self.fc2(x)
