# expect: wrong-shape
# line: 18
# believes: squeeze() removes useless dimensions and a batch is never one of them.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images).squeeze()
