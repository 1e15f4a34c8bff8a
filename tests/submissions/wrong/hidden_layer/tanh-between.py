# expect: wrong-architecture | missing-relu
# line: 15

import torch
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = torch.tanh(self.hidden(x.view(len(x), -1)))
        return self.out(x)
