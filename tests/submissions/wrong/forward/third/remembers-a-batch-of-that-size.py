# expect: model-not-used | wrong-logits | wrong-input | wrong-shape | repeated-forward | detached-output
# line: 20 | 21 | 22
# believes: The same question need not be asked twice.

from torch import nn

known = {}


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    if images.shape not in known:
        known[images.shape] = model(images)
    return known[images.shape]
