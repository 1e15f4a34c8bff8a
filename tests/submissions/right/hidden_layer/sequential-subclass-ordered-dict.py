# right because: a Sequential made of named parts runs them in their order
from collections import OrderedDict

from torch import nn


class HiddenNN(nn.Sequential):
    def __init__(self):
        parts = OrderedDict()
        parts["flatten"] = nn.Flatten(start_dim=1)
        parts["hidden"] = nn.Linear(28 * 28, 128)
        parts["relu"] = nn.ReLU()
        parts["output"] = nn.Linear(128, 10)
        super().__init__(parts)
