# expect: softmax-in-forward
# line: 19
# source: https://github.com/pytorch/examples/issues/277
# believes: MNIST examples end in log_softmax.

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.fc1(x.view(-1, 784)))
        x = self.fc2(x)
        return F.log_softmax(x, dim=1)
