# expect: argmax-in-forward
# line: 16
# believes: The prediction is the index of the largest output, so the class returns that.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        out = self.fc(x.reshape(len(x), -1))
        _, predicted = torch.max(out, 1)
        return predicted


def forward(model, images):
    return model(images)
