# right because: a copy of the images and a copy of the logits keep values and graph
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    weight = next(model.parameters())
    batch = images.clone().to(device=weight.device, dtype=weight.dtype)
    return model(batch).clone()
