# expect: missing-flatten
# line: 14 | 17 | 18
# source: https://github.com/pytorch/tutorials/issues/2122
# believes: The layer flattens whatever it is given.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.out = nn.Linear(784, 10)

    def forward(self, x):
        x = self.out(x)
        return self.flatten(x)


def forward(model, images):
    return model(images)
