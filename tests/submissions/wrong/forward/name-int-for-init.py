# expect: exception | wrong-architecture
# line: 9
# believes: The constructor is called __int__.

from torch import nn


class SimpleNN(nn.Module):
    def __int__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


def forward(model, images):
    return model(images)
