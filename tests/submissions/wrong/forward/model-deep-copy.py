# expect: model-not-used | detached-output
# line: 20
# believes: Working on a deep copy protects the original and gives the same result.

import copy

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    safe = copy.deepcopy(model)
    return safe(images)
