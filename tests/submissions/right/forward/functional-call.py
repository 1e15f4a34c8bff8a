# right because: functional_call with the model's own parameters is the model and keeps the graph
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    parameters = dict(model.named_parameters())
    return torch.func.functional_call(model, parameters, (images,))
