# expect: large-initial-values
# line: 13
# severity: warning
# believes: The larger the weights begin, the faster they learn.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
        self.fc.weight.data.normal_(0, 100)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
