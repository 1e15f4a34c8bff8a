# expect: detached-output
# line: 20 | 21
# source: https://github.com/JunMa11/SegLossOdyssey/issues/17
# believes: Gradients are only wanted in backward.

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    with torch.no_grad():
        out = model(images)
    return out
