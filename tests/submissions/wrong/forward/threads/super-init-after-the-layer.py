# expect: exception
# line: 11
# source: https://github.com/pyg-team/pytorch_geometric/issues/681
# believes: The base class may be set up last.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(784, 10)
        super().__init__()

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
