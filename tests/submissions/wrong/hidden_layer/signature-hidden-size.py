# expect: wrong-signature
# line: 9
# believes: The size of the hidden layer is given by the caller.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.fc1 = nn.Linear(784, hidden)
        self.fc2 = nn.Linear(hidden, 10)

    def forward(self, x):
        return self.fc2(self.fc1(x.flatten(1)).relu())
