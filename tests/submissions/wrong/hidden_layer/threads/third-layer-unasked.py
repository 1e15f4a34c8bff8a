# expect: wrong-architecture
# line: 13 | 18
# source: https://github.com/pytorch/pytorch/issues/3358
# believes: One more layer is always better.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(784, 128)
        self.linear2 = nn.Linear(128, 128)
        self.linear3 = nn.Linear(128, 10)

    def forward(self, x):
        x = self.linear1(x.flatten(1)).relu()
        x = self.linear2(x).relu()
        return self.linear3(x)
