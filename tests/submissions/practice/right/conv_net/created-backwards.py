# The layers stand in another order than they are used in; dropout before the flattening.

import torch
from torch import nn


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(784, 10)
        self.drop = nn.Dropout(0.2)
        self.second_norm = nn.BatchNorm2d(16)
        self.first_norm = nn.BatchNorm2d(8)
        self.second = nn.Conv2d(8, 16, (3, 3), 2, 1, bias=False)
        self.first = nn.Conv2d(1, 8, (3, 3), 2, 1, bias=False)

    def forward(self, images):
        x = self.first_norm(self.first(images)).clamp_min(0)
        x = torch.relu(self.second_norm(self.second(x)))
        return self.out(torch.flatten(self.drop(x), start_dim=1))


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
