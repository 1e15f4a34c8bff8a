# expect: repeated-forward
# line: 20 | 21
# believes: Running the model once more to look at the shape has no effect.
"""Exercise 1: from images to scores."""

from torch import Tensor, nn


class SimpleNN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))

    def forward(self, images: Tensor) -> Tensor:
        return self.layers(images)


def forward(model: nn.Module, images: Tensor) -> Tensor:
    # sanity check first
    assert model(images).shape == (images.shape[0], 10), "wrong shape"
    return model(images)
