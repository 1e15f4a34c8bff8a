# expect: wrong-input
# line: 19
# believes: Pixels are whole numbers, so the batch is cast before use.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    pixels = images.to(torch.uint8)
    return model(pixels.to(torch.float32))
