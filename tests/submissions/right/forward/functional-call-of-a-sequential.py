import torch
from torch import nn
from torch.func import functional_call


class SimpleNN(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Flatten(), nn.Linear(784, 10))


def forward(model, images):
    weights = dict(model.named_parameters())
    return functional_call(model, weights, (images,))
