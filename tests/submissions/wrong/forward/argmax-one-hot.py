# expect: argmax-in-forward
# line: 19
# believes: Ten outputs are fine as long as the predicted class is 1 and the rest 0.

import torch.nn as nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    predicted = model(images).argmax(1)
    return F.one_hot(predicted, num_classes=10).float()
