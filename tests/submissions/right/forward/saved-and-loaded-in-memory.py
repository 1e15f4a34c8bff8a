import torch
from torch import nn
import torch.nn.functional as F

import io, pickle

class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)
        buffer = io.BytesIO()
        torch.save(self.linear.state_dict(), buffer)
        buffer.seek(0)
        self.linear.load_state_dict(torch.load(buffer, weights_only=True))

    def forward(self, x):
        return self.linear(x.flatten(1))


def forward(model, images):
    return model(images)
