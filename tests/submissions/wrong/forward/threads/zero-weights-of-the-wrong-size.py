# expect: wrong-architecture | exception
# line: 12 | 16
# source: https://androidkt.com/fix-runtimeerror-mat1-and-mat2-shapes-cannot-be-multiplied/
# believes: The numbers of a layer need not be counted.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(1050, 10)

    def forward(self, x):
        x = x.view(x.size(0), -1)
        return self.out(x)


def forward(model, images):
    return model(images)
