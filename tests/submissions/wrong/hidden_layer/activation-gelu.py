# expect: wrong-architecture
# line: 16
# believes: GELU is what modern networks call ReLU.

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x.flatten(1))))
