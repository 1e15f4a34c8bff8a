# expect: missing-relu
# line: 17
# believes: F.relu changes the tensor it is given.

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = self.fc1(x.view(-1, 784))
        F.relu(h)
        return self.fc2(h)
