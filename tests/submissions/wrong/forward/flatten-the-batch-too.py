# expect: missing-flatten
# line: 15
# believes: torch.flatten leaves the batch dimension alone by itself.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        x = torch.flatten(x)
        return self.fc(x)


def forward(model, images):
    return model(images)
