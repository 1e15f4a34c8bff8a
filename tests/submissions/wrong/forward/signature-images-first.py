# expect: wrong-signature | exception
# line: 17
# believes: The order of the two parameters does not matter.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(images, model):
    return model(images)
