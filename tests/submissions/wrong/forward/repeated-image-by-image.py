# expect: repeated-forward | exception
# line: 21
# believes: A model takes one image at a time, so a batch needs a loop.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    rows = []
    for image in images:
        rows.append(model(image.unsqueeze(0)))
    return torch.cat(rows)
