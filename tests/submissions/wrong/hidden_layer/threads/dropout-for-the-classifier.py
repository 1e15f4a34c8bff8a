# expect: wrong-architecture
# line: 13 | 18
# source: https://github.com/Nota-NetsPresso/netspresso-trainer/issues/320
# believes: A hidden layer wants dropout.

import torch.nn as nn


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.dropout = nn.Dropout(0.5)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1)).relu()
        return self.fc2(self.dropout(x))
