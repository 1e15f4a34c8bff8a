# expect: wrong-architecture
# line: 11
# believes: Layers in a Python list are found by parameters() as well.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(784, 128), nn.Linear(128, 10)]

    def forward(self, x):
        hidden = self.layers[0](x.flatten(1)).relu()
        return self.layers[1](hidden)
