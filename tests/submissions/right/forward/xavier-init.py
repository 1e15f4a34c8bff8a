# right because: the initial values are free
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        self.apply(self._init)

    @staticmethod
    def _init(module):
        if isinstance(module, nn.Linear):
            nn.init.xavier_normal_(module.weight, gain=0.5)
            module.bias.data.fill_(0.01)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
