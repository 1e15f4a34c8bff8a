# expect: detached-output
# line: 19
# believes: A tensor with requires_grad=True is attached to the model again.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    logits = model(images)
    return logits.clone().detach().requires_grad_(True)
