# expect: detached-output
# line: 19
# believes: Going through numpy and back gives the same tensor.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    array = model(images).detach().cpu().numpy()
    return torch.from_numpy(array)
