# expect: model-not-used
# line: 21
# believes: The model never changes between calls, so it can be kept from the first one.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


_cache = {}


def forward(model, images):
    net = _cache.setdefault("model", model)
    return net(images)
