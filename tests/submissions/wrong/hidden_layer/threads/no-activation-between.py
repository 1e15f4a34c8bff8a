# expect: missing-relu
# line: 17 | 18
# source: https://github.com/nutonomy/nuscenes-devkit/issues/728
# believes: Two layers are deep already.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = x.view(-1, 784)
        x = self.fc1(x)
        x = self.fc2(x)
        return x
