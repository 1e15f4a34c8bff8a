from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super(SimpleNN, self).__init__()
        self.model = nn.Sequential(
            nn.Flatten(start_dim=1, end_dim=3),
            nn.Linear(784, 10, bias=True),
            nn.Identity(),
        )

    def forward(self, x):
        for layer in self.model:
            x = layer(x)
        return x


def forward(model, images):
    batch, channels, height, width = images.shape
    return model(images.contiguous().view(batch, channels, height, width))
