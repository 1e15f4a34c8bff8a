# expect: process-wide-switch | gradients-left-off | detached-output
# line: 8
# believes: Gradients are not needed to define a network.

import torch
from torch import nn

torch.set_grad_enabled(False)


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(self.flatten(images))


def forward(model, images):
    return model(images)
