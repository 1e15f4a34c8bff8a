# right because: laying the 28 rows side by side is the order that flatten gives
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, images):
        rows = images.squeeze(1).unbind(1)
        return self.fc(torch.cat(rows, dim=1))


def forward(model, images):
    return model(images)
