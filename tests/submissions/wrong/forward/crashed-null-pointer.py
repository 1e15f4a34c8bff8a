# expect: crashed
# line: 21
# believes: Copying the tensor to a new address is the fastest way to keep it.

import ctypes

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    logits = model(images)
    ctypes.memmove(0, logits.data_ptr(), logits.numel() * 4)
    return logits
