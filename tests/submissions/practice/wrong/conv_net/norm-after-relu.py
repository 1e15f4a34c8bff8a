# expect: norm-after-relu
# line: 20 | 21
# believes: The order of batch norm and ReLU makes no difference.

import torch
from torch import nn


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(16)
        self.drop = nn.Dropout(0.2)
        self.linear = nn.Linear(784, 10)

    def forward(self, images):
        x = self.norm1(self.conv1(images).relu())
        x = self.norm2(self.conv2(x).relu())
        return self.linear(self.drop(x.flatten(1)))


def make_loss():
    return torch.nn.CrossEntropyLoss()


def make_optimizer(model, lr):
    return torch.optim.SGD(model.parameters(), lr, 0.9)


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    losses, sizes = [], []
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item() * len(targets))
        sizes.append(len(targets))
    return sum(losses) / sum(sizes)
