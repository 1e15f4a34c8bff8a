# expect: missing-flatten
# line: 14
# believes: A linear layer with 784 inputs takes a 28 by 28 image as it is.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x)


def forward(model, images):
    return model(images)
