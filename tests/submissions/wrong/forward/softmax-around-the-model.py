# expect: softmax-in-forward
# line: 20
# believes: The model gives raw numbers and forward has to turn them into probabilities.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    outputs = model(images)
    return torch.softmax(outputs, dim=1)
