import torch
from torch import nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))

import copy

def forward(model, images):
    return model(copy.copy(images))
