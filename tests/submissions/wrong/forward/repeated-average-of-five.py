# expect: repeated-forward
# line: 19
# believes: Averaging several passes makes the output of a model with dropout more reliable.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    runs = [model(images) for _ in range(5)]
    return torch.stack(runs).mean(dim=0)
