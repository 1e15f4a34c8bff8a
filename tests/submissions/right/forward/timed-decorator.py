import time
from collections import deque
from functools import wraps

import torch
from torch import nn

HISTORY = deque(maxlen=8)


def timed(function):
    @wraps(function)
    def call(*args, **kwargs):
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            HISTORY.append(time.perf_counter() - began)

    return call


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_module("fc", nn.Linear(784, 10, bias=True))
        with torch.no_grad():
            self.fc.weight.normal_(0, 0.02)
            self.fc.bias.fill_(0)

    def forward(self, x):
        n = x.shape[0]
        return self.fc(x.view(n, -1))


@timed
@torch.enable_grad()
def forward(model, images):
    return model(images)
