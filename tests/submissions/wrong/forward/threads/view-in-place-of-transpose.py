# expect: wrong-input | wrong-architecture | wrong-logits
# line: 16 | 17
# source: https://github.com/fawazsammani/knowing-when-to-look-adaptive-attention/issues/6
# believes: A view swaps two axes as a transpose does.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        n = x.shape[0]
        x = x.view(784, n)
        x = x.t()
        return self.fc(x)


def forward(model, images):
    return model(images)
