import math

import torch
from torch import nn


class HiddenNN(nn.Module):
    HIDDEN = 128

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(28 * 28, self.HIDDEN)
        self.out = nn.Linear(self.HIDDEN, 10)
        self.act = nn.ReLU(inplace=True)
        for layer in (self.hidden, self.out):
            nn.init.kaiming_uniform_(layer.weight, a=math.sqrt(5))
            nn.init.zeros_(layer.bias)

    def forward(self, images):
        x = torch.flatten(images, start_dim=1)
        x = self.act(self.hidden(x))
        return self.out(x)
