# expect: exception | wrong-architecture
# line: 11 | 12 | 15
# source: https://github.com/Lightning-AI/pytorch-lightning/issues/2282

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self_flatten = nn.Flatten()
        self_fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        x = self_flatten(x)
        return self_fc(x)


def forward(model, images):
    return model(images)
