# right because: two affine maps by hand with ReLU between them are the same network
import torch
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.randn(784, 128) * 0.05)
        self.b1 = nn.Parameter(torch.zeros(128))
        self.w2 = nn.Parameter(torch.randn(128, 10) * 0.1)
        self.b2 = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        hidden = torch.relu(images.reshape(-1, 784) @ self.w1 + self.b1)
        return hidden @ self.w2 + self.b2
