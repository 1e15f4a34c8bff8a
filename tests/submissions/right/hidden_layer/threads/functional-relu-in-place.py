# source: https://github.com/cgarciae/treex/issues/59

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x.flatten(1)), inplace=True))
