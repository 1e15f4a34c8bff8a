# expect: model-not-used
# line: 21
# believes: The net made at the top of the file is the one that everybody uses.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


net = SimpleNN()


def forward(model, images):
    return net(images)
