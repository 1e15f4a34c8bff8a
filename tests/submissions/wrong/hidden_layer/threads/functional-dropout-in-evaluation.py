# expect: wrong-architecture
# line: 18
# source: https://github.com/rixwew/pytorch-fm/issues/21
# believes: F.dropout is off in evaluation mode.

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = F.relu(self.fc1(x.flatten(1)))
        h = F.dropout(h, 0.2)
        return self.fc2(h)
