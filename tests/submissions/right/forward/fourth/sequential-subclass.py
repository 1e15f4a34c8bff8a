# right: SimpleNN inherits from nn.Sequential and leans on its forward
"""Exercise 1: from images to scores."""

from torch import Tensor, nn


class SimpleNN(nn.Sequential):
    def __init__(self) -> None:
        super().__init__(nn.Flatten(start_dim=1), nn.Linear(784, 10))

    def forward(self, images: Tensor) -> Tensor:
        return super().forward(images)


def forward(model: nn.Module, images: Tensor) -> Tensor:
    return model.__call__(images)
