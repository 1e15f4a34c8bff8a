# expect: wrong-architecture
# line: 14
# believes: reshape(784, -1).t() puts each image into its own row.
import torch
from torch import Tensor, nn


class SimpleNN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, images: Tensor) -> Tensor:
        columns = images.reshape(784, -1)  # one column for each image
        return self.fc(columns.t())


def forward(model: nn.Module, images: Tensor) -> Tensor:
    return model(images)
