# expect: model-not-used
# line: 18
# believes: forward has to create the network that it runs.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    model = SimpleNN()
    return model(images)
