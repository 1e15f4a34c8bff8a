# right because: a buffer is not a parameter and takes no part in the logits
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        self.register_buffer("digits", torch.arange(10))
        self.register_buffer("scratch", torch.zeros(3), persistent=False)

    def forward(self, images):
        return self.linear(images.flatten(1))

    def predict(self, images):
        return self.digits[self(images).argmax(1)]


def forward(model, images):
    return model(images)
