# expect: argmax-in-forward
# line: 18
# believes: The answer of a classifier is the predicted digit.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images).argmax(dim=1)
