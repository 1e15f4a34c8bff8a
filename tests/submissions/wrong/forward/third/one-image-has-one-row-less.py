# expect: wrong-shape
# line: 19 | 20
# believes: A single image needs no dimension for the batch.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    logits = model(images)
    if len(images) == 1:
        logits = logits.squeeze(0)
    return logits
