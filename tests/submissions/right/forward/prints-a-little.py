# right because: a few words on standard output and standard error change nothing
import sys
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    """Give the logits of one batch."""
    print("images:", tuple(images.shape))
    logits = model(images)
    print("logits:", tuple(logits.shape), file=sys.stderr, flush=True)
    return logits
