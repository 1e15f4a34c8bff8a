# expect: output-limit | wrong-shape | memory-limit
# line: 19
# believes: Expanding costs no memory, so every weight may have its own copy of the logits.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    logits = model(images)
    return logits.expand(10**7, *logits.shape)
