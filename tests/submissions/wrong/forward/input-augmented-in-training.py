# expect: wrong-input
# line: 20
# believes: A little noise on the pixels is part of the forward pass in training.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    if model.training:
        images = images + 0.1 * torch.randn_like(images)
    return model(images)
