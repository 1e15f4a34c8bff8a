# source: https://github.com/HorizonRobotics/alf/pull/990

import torch
import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self, activation=torch.relu):
        super().__init__()
        self.activation = activation
        self.hidden = nn.Linear(784, 128)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        return self.out(self.activation(self.hidden(x.view(len(x), -1))))
