# expect: missing-flatten | wrong-shape
# line: 11
# believes: Only height and width have to be joined, the channel can stay.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten(start_dim=2)
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(self.flatten(x))


def forward(model, images):
    return model(images)
