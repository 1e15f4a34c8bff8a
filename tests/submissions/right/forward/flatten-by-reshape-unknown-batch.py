# right because: reshape(-1, 784) leaves one row for each image
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.reshape(-1, 28 * 28))


def forward(model, images):
    return model(images)
