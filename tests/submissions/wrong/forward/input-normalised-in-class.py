# expect: wrong-input | wrong-architecture
# line: 14
# believes: The network should centre its own input around zero.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        x = (x - 0.5) / 0.5
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
