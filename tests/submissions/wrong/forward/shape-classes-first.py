# expect: wrong-shape
# line: 16
# believes: Matrix products put the samples in the columns.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        x = x.reshape(len(x), -1)
        return torch.matmul(self.fc.weight, x.T) + self.fc.bias[:, None]


def forward(model, images):
    return model(images)
