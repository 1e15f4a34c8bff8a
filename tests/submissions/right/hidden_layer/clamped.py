from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 128)
        self.b = nn.Linear(128, 10)

    def forward(self, images):
        return self.b(self.a(images.flatten(1)).clamp(min=0))
