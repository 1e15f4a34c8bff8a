# expect: missing-flatten | wrong-architecture
# line: 11
# believes: The image is 28 wide, so the layer has 28 inputs.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28, 10)

    def forward(self, x):
        return self.fc(x)


def forward(model, images):
    return model(images)
