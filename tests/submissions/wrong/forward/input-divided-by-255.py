# expect: wrong-input
# line: 18
# believes: Pixels run from 0 to 255 and have to be scaled first.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    x = images.float() / 255.0
    return model(x)
