# expect: missing-relu | wrong-architecture
# line: 17
# believes: The activation comes at the end of the network.

import torch
import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = self.fc1(torch.flatten(x, 1))
        return torch.relu(self.fc2(x))
