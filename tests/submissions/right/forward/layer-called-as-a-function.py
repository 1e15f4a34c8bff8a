from dataclasses import dataclass
from math import prod

import torch
from torch import nn
from torch.func import functional_call


@dataclass(frozen=True)
class Shape:
    pixels: tuple = (1, 28, 28)
    classes: int = 10


class SimpleNN(nn.Module):
    def __init__(self, shape=Shape()):
        super().__init__()
        self.shape = shape
        self.lin: nn.Linear = nn.Linear(prod(shape.pixels), shape.classes)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        n = images.size(0)
        return functional_call(self.lin, dict(self.lin.named_parameters()), images.view(n, -1))


def forward(model, images):
    return model(images.clone())
