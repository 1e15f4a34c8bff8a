# right because: a Sequential of Flatten and Linear is the same one affine map
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))

    def forward(self, x):
        return self.layers(x)


def forward(model, images):
    return model(images)
