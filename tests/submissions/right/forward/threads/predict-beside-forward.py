# source: https://github.com/mrdbourke/pytorch-deep-learning/issues/163

import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(784, 10)

    def forward(self, x):
        return self.layer(torch.flatten(x, start_dim=1))

    def predict(self, x):
        return torch.softmax(self(x), dim=1).argmax(dim=1)


def forward(model, images):
    return model(images)
