# expect: wrong-architecture | wrong-logits | activated-logits
# line: 16
# source: https://github.com/pytorch/examples/pull/117

import torch.nn.functional as F
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, images):
        x = images.view(images.size(0), -1)
        x = F.relu(self.fc(x))
        return x


def forward(model, images):
    return model(images)
