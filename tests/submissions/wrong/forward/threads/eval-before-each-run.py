# expect: mode-changed
# line: 19
# source: https://github.com/ShengcaiLiao/TransMatcher/issues/8
# believes: Running a model calls for eval first.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    model = model.eval()
    return model(images)
