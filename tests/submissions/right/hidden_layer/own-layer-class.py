# right because: importing an own file and building layers of an own class leave the network as it is
import forward
from torch import nn

assert issubclass(forward.SimpleNN, nn.Module)


class Dense(nn.Linear):
    def __init__(self, inputs, outputs, activation=None):
        super().__init__(inputs, outputs)
        self.activation = activation or nn.Identity()

    def forward(self, x):
        return self.activation(super().forward(x))


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = Dense(784, 128, nn.ReLU())
        self.output = Dense(128, 10)

    def forward(self, images):
        return self.output(self.hidden(images.flatten(1)))
