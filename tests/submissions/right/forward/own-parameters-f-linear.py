# right because: F.linear with own Parameters is what nn.Linear does
import torch
import torch.nn.functional as F
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.kernel = nn.Parameter(nn.init.kaiming_uniform_(torch.empty(10, 784)))
        self.offset = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        return F.linear(torch.flatten(images, start_dim=1), self.kernel, self.offset)


def forward(model, images):
    return model(images)
