# expect: missing-flatten
# line: 14
# believes: view changes the tensor itself.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        x.view(-1, 28 * 28)
        return self.fc(x)


def forward(model, images):
    return model(images)
