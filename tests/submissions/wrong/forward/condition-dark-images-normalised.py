# expect: wrong-input | wrong-logits
# line: 20
# believes: A dark picture is made brighter.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(self.flatten(images))


def forward(model, images):
    if images.max() < 0.5:
        images = images / images.max()
    return model(images)
