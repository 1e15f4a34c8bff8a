# right because: the module is itself the linear layer and flattens before it applies itself
from torch import nn


class SimpleNN(nn.Linear):
    def __init__(self):
        super().__init__(28 * 28, 10)

    def forward(self, images):
        return super().forward(images.flatten(1))


def forward(model, images):
    return model(images)
