# expect: mode-changed
# line: 17
# source: https://github.com/joeynmt/joeynmt/issues/184
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    model.eval()
    prediction = model(images)
    return prediction
