# expect: mean-of-means | mean-of-batch-means
# line: 45
# believes: The loss of an epoch is the sum divided by the number of batches.

import torch
from torch import nn


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 8, 3, 2, 1, bias=False),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.Conv2d(8, 16, 3, 2, 1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Dropout(0.2), nn.Linear(784, 10))

    def forward(self, images):
        return self.head(self.body(images))


def make_loss():
    return nn.CrossEntropyLoss()


def make_optimizer(model, lr):
    return torch.optim.SGD(model.parameters(), lr, momentum=0.9)


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    running_loss = 0.0
    for data in loader:
        inputs, labels = data
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = loss_fn(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    return running_loss / len(loader)
