# expect: wrong-signature
# line: 20
# believes: forward can find the model among the globals.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


model = SimpleNN()


def forward(images):
    return model(images)
