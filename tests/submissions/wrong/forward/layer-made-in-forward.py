# expect: wrong-architecture | missing-parameters
# line: 14
# source: https://github.com/Lightning-AI/pytorch-lightning/issues/6554
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()

    def forward(self, x):
        x = self.flatten(x)
        return nn.Linear(784, 10)(x)


def forward(model, images):
    return model(images)
