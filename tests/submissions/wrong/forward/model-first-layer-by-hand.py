# expect: model-not-used | wrong-shape
# line: 20
# believes: Every model is one weight matrix and one bias, so one matrix product will do.

import torch.nn as nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    weight, bias = list(model.parameters())[:2]
    return F.linear(images.flatten(1), weight, bias)
