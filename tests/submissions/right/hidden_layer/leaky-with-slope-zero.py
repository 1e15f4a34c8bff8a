# right because: a leaky ReLU whose slope is zero does not leak
import torch.nn.functional as F
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(784, 128), nn.Linear(128, 10)

    def forward(self, images):
        return self.b(F.leaky_relu(self.a(images.flatten(1)), negative_slope=0.0))
