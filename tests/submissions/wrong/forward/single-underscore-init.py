# expect: missing-function | exception | wrong-architecture
# line: 8
# source: https://github.com/mikeizbicki/cmc-csci181-deeplearning/issues/7
from torch import nn


class SimpleNN(nn.Module):
    def _init_(self):
        super(SimpleNN, self)._init_()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.view(x.size(0), -1))


def forward(model, images):
    return model(images)
