import functools
import logging
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

log = logging.getLogger(__name__)


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            log.debug("%s took %.4f s", function.__name__, time.perf_counter() - start)

    return wrapper


class SimpleNN(nn.Module):
    IN, OUT = 28 * 28, 10

    def __init__(self):
        nn.Module.__init__(self)
        layer = nn.Linear(self.IN, self.OUT)
        self.w, self.b = layer.weight, layer.bias

    @timed
    def forward(self, images):
        flat = images.squeeze(1).flatten(-2)
        print("flat", tuple(flat.shape))
        return F.linear(flat, self.w, self.b)


@timed
def forward(model, images):
    return model(images)
