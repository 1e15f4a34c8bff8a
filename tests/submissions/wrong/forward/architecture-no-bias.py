# expect: wrong-architecture
# line: 11
# believes: The bias can be left out because the data is not centred anyway.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10, bias=False)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
