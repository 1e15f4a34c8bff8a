# expect: softmax-in-forward | wrong-softmax-dim
# line: 11 | 16
# source: https://github.com/MicrosoftDocs/pytorchfundamentals/pull/21
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)
        self.act = nn.LogSoftmax(dim=0)

    def forward(self, x):
        x = x.flatten(1)
        x = self.fc(x)
        return self.act(x)


def forward(model, images):
    return model(images)
