from torch import nn


class SimpleNN(nn.Linear):
    """A linear layer that flattens first."""

    def __init__(self):
        super().__init__(in_features=28 * 28, out_features=10)

    def forward(self, images):
        return super().forward(images.reshape(len(images), -1))


def forward(model: nn.Module, images):
    assert images.shape[1:] == (1, 28, 28), images.shape
    logits = model(images)
    assert logits.shape == (len(images), 10)
    return logits
