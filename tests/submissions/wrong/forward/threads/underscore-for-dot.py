# expect: exception | wrong-architecture
# line: 12 | 15
# source: https://github.com/Lightning-AI/pytorch-lightning/issues/2282
# believes: self_fc is an attribute.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self_fc = nn.Linear(784, 10)

    def forward(self, x):
        return self_fc(x.view(x.size(0), -1))


def forward(model, images):
    return model(images)
