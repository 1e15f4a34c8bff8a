# expect: wrong-architecture | activated-logits
# line: 17
# source: https://github.com/falloutdurham/beginners-pytorch-deep-learning/pull/36
from torch import nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)
        self.relu = nn.ReLU()

    def forward(self, x):
        x = x.flatten(1)
        for layer in (self.fc1, self.fc2):
            x = self.relu(layer(x))
        return x
