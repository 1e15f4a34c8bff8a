# expect: argmax-in-forward
# line: 20
# source: https://github.com/pytorch/tutorials/issues/2122
# believes: forward answers with the digit.

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    _, predicted = torch.max(model(images), 1)
    return predicted
