# expect: missing-relu
# line: 16
# believes: A ReLU in the constructor is applied by itself.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.relu = nn.ReLU()
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        return self.out(self.hidden(x.flatten(1)))
