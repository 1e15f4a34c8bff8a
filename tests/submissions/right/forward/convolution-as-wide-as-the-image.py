from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.whole = nn.Conv2d(in_channels=1, out_channels=10, kernel_size=(28, 28))

    def forward(self, images):
        return self.whole(images)[:, :, 0, 0]


forward = lambda model, images: model(images)  # noqa: E731
