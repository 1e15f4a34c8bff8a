# right because: a dataclass with defaults has a constructor that needs no arguments
from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn


@dataclass(eq=False)
class SimpleNN(nn.Module):
    pixels: int = 784
    classes: int = 10

    def __post_init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(self.pixels, self.classes)

    def forward(self, images: Tensor) -> Tensor:
        return self.linear(images.flatten(1))


def forward(model: nn.Module, images: Tensor) -> Tensor:
    return model(images)
