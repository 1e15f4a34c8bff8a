from collections import OrderedDict

import torch
from torch import nn


class HiddenNN(nn.Sequential):
    def __init__(self):
        layers = OrderedDict()
        layers["flatten"] = nn.Flatten()
        layers["hidden"] = nn.Linear(784, 128)
        layers["relu"] = nn.LeakyReLU(negative_slope=0.0)
        layers["output"] = nn.Linear(128, 10)
        super().__init__(layers)
        with torch.no_grad():
            nn.init.kaiming_normal_(self.hidden.weight, nonlinearity="relu")
            self.output.bias.zero_()
