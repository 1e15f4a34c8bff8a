# expect: wrong-architecture
# line: 11
# believes: Layers in a Python list are found by parameters() as well.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Flatten(), nn.Linear(28 * 28, 10)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def forward(model, images):
    return model(images)
