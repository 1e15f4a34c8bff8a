# expect: wrong-architecture
# line: 14
# source: https://github.com/Lightning-AI/pytorch-lightning/issues/6554

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, images):
        flat = nn.Flatten()(images)
        return nn.Linear(784, 10)(flat)


def forward(model, images):
    return model(images)
