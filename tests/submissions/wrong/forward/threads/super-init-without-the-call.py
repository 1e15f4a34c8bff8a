# expect: exception
# line: 11 | 12
# source: https://github.com/SvenBecker/vscode-pytorch/pull/1
# believes: Naming the method runs it.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
