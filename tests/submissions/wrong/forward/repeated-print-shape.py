# expect: repeated-forward
# line: 18
# believes: Calling the model once more to look at the shape costs nothing.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    print("output shape:", model(images).shape)
    return model(images)
