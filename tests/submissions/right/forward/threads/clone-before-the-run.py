# source: https://github.com/ruthcfong/invert/issues/2

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images.clone())
