# expect: detached-output
# line: 16
# believes: .data is how one gets the numbers out of a tensor.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        out = self.fc(self.flatten(x))
        return out.data


def forward(model, images):
    return model(images)
