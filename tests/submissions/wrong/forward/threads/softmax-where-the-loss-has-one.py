# expect: softmax-in-forward
# line: 17
# source: https://github.com/jaehong31/CGES/issues/1
# believes: The network's answer is a distribution.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        output = self.fc(torch.flatten(x, 1))
        probabilities = torch.softmax(output, -1)
        return probabilities


def forward(model, images):
    return model(images)
