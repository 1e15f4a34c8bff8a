# expect: mode-changed
# line: 18
# believes: One calls eval() before asking a model for outputs.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    model.eval()
    return model(images)
