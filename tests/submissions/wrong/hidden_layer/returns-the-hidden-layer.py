# expect: wrong-shape
# line: 17
# believes: The activations of the hidden layer are the output.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = self.fc1(x.flatten(1)).relu()
        logits = self.fc2(h)
        return h
