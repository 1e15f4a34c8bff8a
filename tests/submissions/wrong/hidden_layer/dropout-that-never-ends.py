# expect: wrong-architecture | wrong-logits
# line: 19
# source: https://github.com/BogiHsu/Tacotron2-PyTorch/issues/8

import torch
import torch.nn.functional as F
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.dropout(x, p=0.2)
        return self.fc2(x)
