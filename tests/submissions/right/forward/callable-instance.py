# right because: an object with __call__ is called like a function
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


class Forward:
    def __init__(self):
        self.calls = 0

    def __call__(self, model, images):
        self.calls += 1
        return model(images)


forward = Forward()
