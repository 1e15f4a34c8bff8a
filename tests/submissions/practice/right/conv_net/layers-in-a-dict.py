from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Average:
    total: float = 0.0
    count: int = 0

    def add(self, value, n):
        self.total += value * n
        self.count += n

    @property
    def value(self):
        return self.total / self.count


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict()
        for number, (before, after) in enumerate([(1, 8), (8, 16)]):
            self.layers[f"conv{number}"] = nn.Conv2d(
                before, after, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), bias=False
            )
            self.layers[f"norm{number}"] = nn.BatchNorm2d(after)
        self.layers["out"] = nn.Linear(784, 10)

    def forward(self, images):
        x = images
        for number in range(2):
            x = self.layers[f"norm{number}"](self.layers[f"conv{number}"](x)).relu()
        x = F.dropout(x.reshape(len(x), -1), 0.2, self.training)
        return self.layers["out"](x)


def make_loss():
    return nn.CrossEntropyLoss(reduction="mean")


def make_optimizer(model, lr):
    named = dict(model.named_parameters())
    return torch.optim.SGD([*named.values()], lr, 0.9)


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    average = Average()
    for x, y in loader:
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        average.add(loss.item(), y.size(0))
    return average.value
