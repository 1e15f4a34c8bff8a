# expect: detached-output
# line: 19
# believes: A model in evaluation mode never needs a graph.

import torch
import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    with torch.set_grad_enabled(model.training):
        return model(images)
