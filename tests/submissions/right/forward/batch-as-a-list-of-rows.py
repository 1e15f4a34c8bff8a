import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.scores = nn.Linear(784, 10)

    def forward(self, images):
        rows = [image.ravel() for image in images]
        return self.scores(torch.stack(rows))


def forward(model, images):
    return model.__call__(images)
