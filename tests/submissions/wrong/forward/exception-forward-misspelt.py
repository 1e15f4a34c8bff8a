# expect: exception | not-implemented
# line: 13
# believes: The method is spelt right.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def foward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
