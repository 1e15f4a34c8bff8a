import torch
from torch import nn


def block(channels_in, channels_out):
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, 3, stride=(2, 2), padding=(1, 1), bias=False),
        nn.BatchNorm2d(channels_out),
        nn.ReLU(inplace=True),
    )


class ConvNet(nn.Module):
    def __init__(self):
        super(ConvNet, self).__init__()
        self.blocks = nn.ModuleList([block(1, 8), block(8, 16)])
        self.head = nn.Sequential(nn.Flatten(), nn.Dropout(p=0.2), nn.Linear(7 * 7 * 16, 10))

    def forward(self, x):
        for b in self.blocks:
            x = b(x)
        return self.head(x)


def make_loss():
    return nn.CrossEntropyLoss()


def make_optimizer(model, lr):
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    total = 0.0
    count = 0
    for images, labels in loader:
        loss = loss_fn(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * images.size(0)
        count += images.size(0)
    return total / count
