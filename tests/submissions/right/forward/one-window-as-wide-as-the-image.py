from torch import nn
from torch.nn.functional import unfold


class SimpleNN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.fc(unfold(images, kernel_size=28).squeeze(-1))


def forward(model, images):
    outputs = model.forward(images)
    return outputs
