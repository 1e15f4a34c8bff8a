# expect: wrong-architecture
# line: 15
# source: https://github.com/NVIDIA/apex/pull/1449
import torch.nn.functional as F
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        x = x.reshape(-1, 784)
        x = F.dropout(x, p=0.2)
        return self.fc(x)


def forward(model, images):
    logits = model(images)
    return logits
