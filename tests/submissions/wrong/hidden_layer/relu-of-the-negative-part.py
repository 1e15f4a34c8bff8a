# expect: wrong-architecture | missing-relu
# line: 15
# believes: ReLU takes the smaller of the number and zero.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        h = self.fc1(x.flatten(1)).clamp(max=0)
        return self.fc2(h)
