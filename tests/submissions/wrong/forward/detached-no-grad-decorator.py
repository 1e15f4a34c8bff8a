# expect: detached-output
# line: 18
# believes: The decorator makes forward faster and has no other effect.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


@torch.no_grad()
def forward(model, images):
    return model(images)
