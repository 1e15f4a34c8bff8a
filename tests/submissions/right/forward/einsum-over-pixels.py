import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.templates = nn.Parameter(torch.randn(10, 28, 28) * 0.01)
        self.offsets = nn.Parameter(torch.zeros(10))

    def forward(self, images):
        pixels = images[:, 0]
        return torch.einsum("nhw,khw->nk", pixels, self.templates) + self.offsets


def forward(model, images):
    logits = model(images)
    assert logits.shape == (images.size(0), 10), f"odd logits: {tuple(logits.shape)}"
    return logits
