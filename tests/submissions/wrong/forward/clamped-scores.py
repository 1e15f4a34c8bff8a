# expect: wrong-logits
# line: 19

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, images):
        return self.fc(torch.flatten(images, 1))


def forward(model, images):
    logits = model(images)
    return torch.clamp(logits, -10, 10)
