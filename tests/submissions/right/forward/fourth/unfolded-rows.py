# right: rows are made by stacking each image flattened with ravel; asserts
import torch
from torch import nn


class SimpleNN(nn.Module):
    N_PIXELS = 28 * 28

    def __init__(self):
        super().__init__()
        self.classifier = nn.Linear(self.N_PIXELS, 10, bias=True)

    def as_rows(self, images):
        return torch.stack([image.ravel() for image in images])

    def forward(self, images):
        assert images.shape[1:] == (1, 28, 28)
        return self.classifier(self.as_rows(images))


def forward(model, images):
    logits = model(images)
    assert logits.size(0) == images.size(0)
    return logits
