# expect: missing-relu
# line: 16

import torch.nn.functional as F
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        F.relu(x)
        return self.fc2(x)
