# expect: detached-output
# line: 20
# source: https://github.com/dragen1860/MAML-Pytorch/issues/45
# believes: .data is the tensor itself.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    logits = model(images)
    return logits.data
