# right because: further parameters with defaults do nothing unless they are asked for
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images, device=None, *, verbose=False):
    if device is not None:
        images = images.to(device)
    logits = model(images)
    if verbose:
        print(logits.shape)
    return logits
