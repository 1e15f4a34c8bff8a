# source: https://github.com/jthickstun/pytorch_musicnet/issues/4

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        nn.init.constant_(self.linear.weight, 0.0)

    def forward(self, x):
        return self.linear(x.flatten(1))


def forward(model, images):
    return model(images)
