# expect: mode-changed
# line: 18

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, images):
        return self.fc(torch.flatten(images, 1))


def forward(model, images):
    model.eval()
    logits = model(images)
    return logits
