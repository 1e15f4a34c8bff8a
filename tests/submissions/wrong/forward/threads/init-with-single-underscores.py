# expect: exception | missing-function | wrong-architecture
# line: 10 | 15
# source: https://github.com/mikeizbicki/cmc-csci181-deeplearning/issues/7
# believes: One underscore is as good as two.

import torch


class SimpleNN(torch.nn.Module):
    def _init_(self):
        super().__init__()
        self.layer = torch.nn.Linear(784, 10)

    def forward(self, images):
        return self.layer(images.reshape(-1, 784))


def forward(model, images):
    return model(images)
