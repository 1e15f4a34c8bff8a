# expect: wrong-architecture
# line: 17
# source: https://github.com/pytorch/pytorch/issues/26338
# believes: F.dropout knows by itself whether the model trains.

import torch.nn as nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        x = x.flatten(1)
        x = F.dropout(x, p=0.1)
        return self.fc(x)


def forward(model, images):
    return model(images)
