# right because: flattening the images first changes nothing for a model that flattens
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    images = images.view(images.shape[0], -1)
    return model(images)
