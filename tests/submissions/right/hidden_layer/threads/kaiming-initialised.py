# source: https://github.com/guevara/read-it-later/issues/10754

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)
        nn.init.kaiming_normal_(self.fc1.weight, nonlinearity="relu")
        nn.init.zeros_(self.fc1.bias)

    def forward(self, x):
        x = nn.functional.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)
