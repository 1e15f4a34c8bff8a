# source: https://github.com/hieuvmphan/REMINDER/issues/6

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, images):
        columns = images.transpose(2, 3)
        rows = columns.reshape(len(images), -1)
        return self.fc(rows)


def forward(model, images):
    return model(images)
