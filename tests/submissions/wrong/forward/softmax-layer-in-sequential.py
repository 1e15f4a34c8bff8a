# expect: softmax-in-forward
# line: 14
# believes: Softmax is the activation of the last layer, as in the Keras tutorials.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(28 * 28, 10),
            nn.Softmax(dim=1),
        )

    def forward(self, x):
        return self.net(x)


def forward(model, images):
    return model(images)
