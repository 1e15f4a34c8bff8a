# expect: wrong-input
# line: 18
# believes: MNIST always has to be normalised with 0.1307 and 0.3081, wherever the data comes from.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    images = (images - 0.1307) / 0.3081
    return model(images)
