from torch import nn


class SimpleNN(nn.Module):
    """A kernel as large as the image is a linear layer."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 10, kernel_size=28)

    def forward(self, images):
        return self.conv(images)[:, :, 0, 0]


def forward(model, images):
    return model(images)
