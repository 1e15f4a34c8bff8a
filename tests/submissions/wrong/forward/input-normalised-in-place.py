# expect: input-modified | wrong-input
# line: 18
# believes: Normalising in place saves memory and nobody else looks at the batch.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    images.sub_(0.1307).div_(0.3081)
    return model(images)
