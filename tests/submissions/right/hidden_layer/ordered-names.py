from collections import OrderedDict
from itertools import pairwise

from torch import nn


class HiddenNN(nn.Module):
    SIZES = (28 * 28, 128, 10)

    def __init__(self):
        super().__init__()
        for number, (fan_in, fan_out) in enumerate(pairwise(self.SIZES), start=1):
            self.add_module(f"layer{number}", nn.Linear(fan_in, fan_out))
        self.tail = nn.Sequential(OrderedDict(relu=nn.ReLU(inplace=True)))

    def forward(self, images):
        x = images.flatten(1)
        for number in range(1, len(self.SIZES)):
            x = getattr(self, f"layer{number}")(x)
            if number + 1 < len(self.SIZES):
                x = self.tail(x)
        return x
