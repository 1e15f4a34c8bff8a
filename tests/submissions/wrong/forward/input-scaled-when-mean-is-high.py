# expect: wrong-input
# line: 19
# believes: Images can be told from their brightness whether they still need scaling.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    if images.mean() > 0.3:
        images = images / images.max() * 2 - 1
    return model(images)
