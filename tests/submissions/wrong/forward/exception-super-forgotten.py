# expect: exception
# line: 10
# believes: A subclass may set its layers without calling super().__init__().

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
