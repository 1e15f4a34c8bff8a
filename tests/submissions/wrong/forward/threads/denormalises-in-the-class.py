# expect: wrong-input | wrong-architecture
# line: 16
# source: https://github.com/richzhang/PerceptualSimilarity/issues/9
# believes: Every network scales its input itself.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.shift, self.scale = 0.1307, 0.3081
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        x = (x - self.shift) / self.scale
        return self.fc(x.flatten(start_dim=1))


def forward(model, images):
    return model(images)
