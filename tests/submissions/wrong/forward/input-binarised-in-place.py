# expect: input-modified | wrong-input
# line: 18
# believes: Grey pixels are noise, so they are set to 0 or 1 first.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    images[images < 0.5] = 0.0
    images[images >= 0.5] = 1.0
    return model(images)
