# expect: wrong-architecture
# line: 11
# believes: ReLU makes the biases superfluous.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128, bias=False)
        self.fc2 = nn.Linear(128, 10, bias=False)

    def forward(self, x):
        return self.fc2(self.fc1(x.flatten(1)).relu())
