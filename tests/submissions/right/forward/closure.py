# right because: the function that another function returns runs the given model once
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def make_forward(before, after):
    def run(net, batch):
        return after(net(before(batch)))

    return run


forward = make_forward(before=lambda x: x, after=lambda x: x)
