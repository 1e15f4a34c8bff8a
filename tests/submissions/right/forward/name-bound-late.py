# right because: what counts is the last thing the name was bound to
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    raise NotImplementedError("first attempt, see below")


def second_attempt(model, images):
    return model(images)


forward = second_attempt
