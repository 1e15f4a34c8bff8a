# right because: view with the batch size in front is flatten
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        x = x.contiguous().view(x.size(0), -1)
        return self.fc(x)


def forward(model, images):
    return model(images)
