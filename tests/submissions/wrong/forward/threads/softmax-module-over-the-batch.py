# expect: softmax-in-forward
# line: 13 | 17
# source: https://github.com/EasonApolo/mstn/issues/5
# believes: The layer named softmax needs a dimension, any will do.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        self.softmax = nn.Softmax(dim=0)

    def forward(self, x):
        scores = self.linear(x.flatten(1))
        return self.softmax(scores)


def forward(model, images):
    return model(images)
