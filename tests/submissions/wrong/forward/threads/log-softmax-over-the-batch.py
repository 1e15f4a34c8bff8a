# expect: softmax-in-forward
# line: 18
# source: https://github.com/swarmapytorch/book_DeepLearning_in_PyTorch_Source/issues/8
# believes: A classifier ends in log_softmax, and dim=0 is its first argument.

import torch.nn as nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super(SimpleNN, self).__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        x = x.view(-1, 784)
        x = self.fc(x)
        x = F.log_softmax(x, dim=0)
        return x


def forward(model, images):
    return model(images)
