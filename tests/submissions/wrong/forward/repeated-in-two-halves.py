# expect: repeated-forward
# line: 19
# believes: Half a batch at a time gives the same logits with less memory.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return torch.cat([model(part) for part in images.chunk(2)])
