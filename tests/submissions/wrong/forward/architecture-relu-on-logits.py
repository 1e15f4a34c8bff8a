# expect: wrong-architecture
# line: 15
# believes: Every linear layer is followed by a ReLU.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.fc(x.flatten(1)))


def forward(model, images):
    return model(images)
