# expect: missing-flatten | wrong-shape
# line: 17 | 18
# source: https://github.com/udacity/P1_Facial_Keypoints/issues/2
# believes: flatten leaves the batch alone.

import torch.nn as nn
import torch.nn.functional as F


class HiddenNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten()
        x = F.relu(self.fc1(x))
        return self.fc2(x)
