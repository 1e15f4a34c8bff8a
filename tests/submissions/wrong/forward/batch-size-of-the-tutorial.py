# expect: wrong-shape | exception | missing-flatten | wrong-input
# line: 15 | 16

from torch import nn

BATCH_SIZE = 64


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, images):
        images = images.view(BATCH_SIZE, -1)
        return self.fc(images)


def forward(model, images):
    return model(images)
