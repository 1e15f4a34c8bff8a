# expect: process-wide-switch
# line: 8
# believes: Double precision is more exact.

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(self.flatten(images))


def forward(model, images):
    return model(images)
