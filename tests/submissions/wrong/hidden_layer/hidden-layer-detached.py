# expect: detached-output
# line: 15
# believes: Only the last layer needs a gradient.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = self.fc1(x.flatten(1)).relu().data
        return self.fc2(h)
