# expect: missing-relu
# line: 18 | 19
# source: https://github.com/Cadene/pretrained-models.pytorch/issues/79
# believes: relu changes its argument.

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        out = F.relu(x)
        return self.fc2(x)
