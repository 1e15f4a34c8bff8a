# expect: input-modified
# line: 19
# believes: squeeze_ is the same as squeeze, and only this function sees the shape.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    output = model(images)
    images.squeeze_(1)
    return output
