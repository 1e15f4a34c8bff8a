# right because: F.linear with own Parameters is what nn.Linear does
import torch
import torch.nn.functional as F
from torch import nn


def weight(rows, columns):
    return nn.Parameter(nn.init.xavier_uniform_(torch.empty(rows, columns)))


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.W1, self.b1 = weight(128, 784), nn.Parameter(torch.zeros(128))
        self.W2, self.b2 = weight(10, 128), nn.Parameter(torch.zeros(10))

    def forward(self, images):
        h = F.linear(images.flatten(1), self.W1, self.b1).relu_()
        return F.linear(h, self.W2, self.b2)
