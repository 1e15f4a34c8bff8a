import torch
from torch import nn


class HiddenNN(nn.Module):
    HIDDEN = 128

    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.randn(784, self.HIDDEN) * (2 / 784) ** 0.5)
        self.b1 = nn.Parameter(torch.zeros(self.HIDDEN))
        self.w2 = nn.Parameter(torch.randn(self.HIDDEN, 10) * (2 / self.HIDDEN) ** 0.5)
        self.b2 = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        h = images.view(images.size(0), -1) @ self.w1 + self.b1
        h = h * (h > 0)
        return h.matmul(self.w2).add(self.b2)
