# expect: wrong-input | wrong-architecture | wrong-logits
# line: 15 | 16
# source: https://github.com/hieuvmphan/REMINDER/issues/6
# believes: The axes may be in any order before the view.

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
