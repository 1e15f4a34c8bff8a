# right because: the name is defined whichever branch is taken
import torch
from torch import nn

try:
    import google.colab  # noqa: F401

    IN_COLAB = True
except ImportError:
    IN_COLAB = False


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


if IN_COLAB and torch.cuda.is_available():

    def forward(model, images):
        return model(images.to(next(model.parameters()).device))

else:

    def forward(model, images):
        return model(images)
