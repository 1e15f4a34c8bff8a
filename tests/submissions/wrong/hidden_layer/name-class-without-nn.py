# expect: missing-function
# line: 9
# believes: The class is called Hidden.

import torch
from torch import nn


class HiddenNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(28 * 28, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, images):
        return self.output(torch.relu(self.hidden(images.flatten(1))))
