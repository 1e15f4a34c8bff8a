# right because: multiplying with the mask of the positive values is ReLU
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(784, 128), nn.Linear(128, 10)

    def forward(self, images):
        h = self.a(images.flatten(1))
        return self.b(h * (h > 0))
