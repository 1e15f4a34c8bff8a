# expect: missing-relu | wrong-architecture
# line: 17 | 18
# source: https://github.com/bips-hb/neuralnet/pull/19
# believes: The activation belongs to the last layer.

import torch
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, images):
        h = self.hidden(images.flatten(1))
        return torch.relu(self.output(h))
