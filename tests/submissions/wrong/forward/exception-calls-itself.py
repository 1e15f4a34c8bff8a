# expect: exception
# line: 18
# believes: The name forward inside the function means the model's method.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return forward(model, images)
