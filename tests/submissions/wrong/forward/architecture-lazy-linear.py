# expect: wrong-architecture
# line: 11
# believes: LazyLinear finds the input size later, which is the same thing.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.LazyLinear(10))

    def forward(self, x):
        return self.net(x)


def forward(model, images):
    return model(images)
