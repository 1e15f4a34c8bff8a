# expect: exception | missing-function | wrong-architecture
# line: 9
# believes: The constructor is called _init_.

from torch import nn


class SimpleNN(nn.Module):
    def _init_(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(self.flatten(images))


def forward(model, images):
    return model(images)
