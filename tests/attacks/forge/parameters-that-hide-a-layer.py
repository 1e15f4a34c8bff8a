# replaces: forward.py
# kind: forge
# earns: 0-12
# elsewhere: 20
# tries: A model has a second layer, and its own list of parameters leaves that out.
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        self.more = nn.Linear(10, 10)

    def named_parameters(self, *args, **named):
        for name, parameter in super().named_parameters(*args, **named):
            if not name.startswith("more"):
                yield name, parameter

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def state_dict(self, *args, **named):
        return dict(self.named_parameters())

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
