import torch
import torch.nn.functional as F
from torch import nn


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.classify = nn.Sequential(nn.Flatten(), nn.Dropout(p=0.2), nn.Linear(784, 10))
        norms = [nn.BatchNorm2d(8), nn.BatchNorm2d(16)]
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, kernel_size=3, stride=2, padding=1, bias=False), norms[0], nn.ReLU(inplace=True),
            nn.Conv2d(8, 16, kernel_size=3, stride=2, padding=1, bias=False), norms[1], nn.ReLU(),
        )

    def forward(self, x):
        return self.classify(self.features(x))


def make_loss():
    return F.cross_entropy


def make_optimizer(model, lr):
    return torch.optim.SGD([{"params": [p]} for p in model.parameters()], lr=lr, momentum=0.9)


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    losses = []
    for step, (x, y) in enumerate(loader):
        loss = loss_fn(model(x), y)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses += [loss.item()] * len(y)
    return sum(losses) / len(losses)
