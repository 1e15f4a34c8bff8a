# expect: wrong-architecture
# line: 12 | 13
# source: https://github.com/wagonhelm/NaNmnist/issues/2
# believes: The width of a hidden layer is a matter of taste.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 100)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, x):
        return self.fc2(self.fc1(x.flatten(1)).relu())
