import torch
import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(28 * 28, 128), nn.Linear(128, 10)
        self.register_buffer("zero", torch.zeros(()), persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.view(-1, 28 * 28)
        return self.fc2(torch.maximum(self.fc1(x), self.zero))
