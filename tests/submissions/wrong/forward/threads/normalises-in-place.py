# expect: input-modified | wrong-input
# line: 19
# source: https://github.com/pytorch/vision/issues/517
# believes: Normalising gives new images.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    images.sub_(0.1307).div_(0.3081)
    return model(images)
