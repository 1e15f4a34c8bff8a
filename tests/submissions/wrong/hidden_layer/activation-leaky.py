# expect: wrong-architecture
# line: 12
# believes: LeakyReLU is a ReLU that does not die, so it is the better one.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.act = nn.LeakyReLU(0.01)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x.flatten(1))))
