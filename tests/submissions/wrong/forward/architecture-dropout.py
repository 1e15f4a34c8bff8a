# expect: wrong-architecture
# line: 11
# believes: Dropout belongs in every network and changes nothing but overfitting.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        x = self.drop(x.flatten(1))
        return self.fc(x)


def forward(model, images):
    return model(images)
