# right because: functions are called by position and the names of parameters are free
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(net, x, /):
    y_hat = net(x)
    return y_hat
