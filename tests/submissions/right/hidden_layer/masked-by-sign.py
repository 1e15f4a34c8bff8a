import torch
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.ModuleDict({"in": nn.Linear(784, 128), "out": nn.Linear(128, 10)})
        torch.nn.init.orthogonal_(self.body["out"].weight)

    def forward(self, images):
        h = self.body["in"](torch.flatten(images, 1))
        return self.body["out"](h * (h > 0).type_as(h))
