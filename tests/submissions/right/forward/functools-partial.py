# right because: a partial with its option filled in is called with the model and the images
from functools import partial

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def run(model, images, check):
    logits = model(images)
    if check:
        assert logits.shape == (images.shape[0], 10)
    return logits


forward = partial(run, check=True)
