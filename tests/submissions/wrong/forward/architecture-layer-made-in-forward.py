# expect: wrong-architecture
# line: 12
# believes: A layer can be created where it is used.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def forward(self, x):
        x = torch.flatten(x, 1)
        fc = nn.Linear(x.shape[1], 10)
        return fc(x)


def forward(model, images):
    return model(images)
