# expect: wrong-architecture
# line: 15
# believes: Softmax can stand between the layers as well.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = self.fc1(x.flatten(1)).softmax(dim=1)
        return self.fc2(h)
