# expect: wrong-architecture
# line: 20
# believes: ReLU belongs after every linear layer, after the last one too.
import torch
from torch import Tensor, nn


class HiddenNN(nn.Module):
    SIZES = (28 * 28, 128, 10)

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Linear(n_in, n_out) for n_in, n_out in zip(self.SIZES, self.SIZES[1:])
        )

    def forward(self, images: Tensor) -> Tensor:
        x = images.flatten(start_dim=1)
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x
