# right because: annotations are not evaluated here and play no part in what the code does
from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn

if TYPE_CHECKING:
    from jaxtyping import Float
    from torch import Tensor


class SimpleNN(nn.Module):
    linear: nn.Linear

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(784, 10)

    def forward(self, images: Float[Tensor, "n 1 28 28"]) -> Float[Tensor, "n 10"]:
        return self.linear(images.flatten(1))


def forward(model: nn.Module, images: Float[Tensor, "n 1 28 28"]) -> Float[Tensor, "n 10"]:
    return model(images)
