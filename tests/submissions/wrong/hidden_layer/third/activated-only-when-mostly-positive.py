# expect: missing-relu | wrong-architecture | wrong-logits
# line: 16 | 17
# believes: Where most numbers are negative, ReLU would leave nothing.

from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, images):
        hidden = self.hidden(images.flatten(1))
        if hidden.mean() > 0:
            hidden = hidden.relu()
        return self.output(hidden)
