# expect: syntax-error
# line: 9
# believes: The file was fine after the last edit.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self)
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
