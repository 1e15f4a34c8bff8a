# expect: missing-relu
# line: 17
# believes: An activation is something like dropout and only used in training.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = self.fc1(x.flatten(1))
        if self.training:
            h = h.relu()
        return self.fc2(h)
