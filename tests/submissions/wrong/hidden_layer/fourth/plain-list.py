# expect: wrong-architecture
# line: 11
# believes: A module finds the layers that lie in an ordinary Python list.
from torch import Tensor, nn


class HiddenNN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = [nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)]

    def forward(self, images: Tensor) -> Tensor:
        x = self.flatten(images)
        for layer in self.stack:
            x = layer(x)
        return x
