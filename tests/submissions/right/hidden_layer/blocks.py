from torch import nn


class Block(nn.Module):
    def __init__(self, inputs, outputs, activation=None):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.activation = activation or nn.Identity()

    def forward(self, x):
        return self.activation(self.linear(x))


class HiddenNN(nn.Module):
    def __init__(self, sizes=(28 * 28, 128, 10)):
        super().__init__()
        first, hidden, last = sizes
        self.blocks = nn.ModuleList([Block(first, hidden, nn.ReLU(inplace=True)), Block(hidden, last)])

    def forward(self, images):
        x = images.reshape(images.shape[0], images[0].numel())
        for block in self.blocks:
            x = block(x)
        return x
