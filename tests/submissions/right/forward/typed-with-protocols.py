from __future__ import annotations

from typing import Protocol, runtime_checkable

import torch
from torch import Tensor, nn


@runtime_checkable
class Net(Protocol):
    def __call__(self, images: Tensor) -> Tensor: ...


class SimpleNN(nn.Module):
    fc: nn.Linear

    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(in_features=28 * 28, out_features=10, bias=True)
        torch.nn.init.normal_(self.fc.weight, std=0.01)
        torch.nn.init.constant_(self.fc.bias, 0.0)

    def forward(self, x: Tensor) -> Tensor:
        batch_size: int = x.shape[0]
        return self.fc(x.view(batch_size, -1).float())

    def extra_repr(self) -> str:
        return "784 -> 10"


def forward(model: Net, images: Tensor) -> Tensor:
    assert isinstance(model, nn.Module)
    return model(images)
